import { Agent } from "node:https";
import { connect } from "node:net";
import { Client } from "plivo";
import { startEmulator, type Emulator } from "plivo-masking-emulator";
import { parties } from "../support/field-changes.ts";
import { requestsOf } from "../support/requests.ts";

const { firstParty, secondParty } = parties(0);

/** The part of the SDK that creates sessions. */
interface MaskingSessions {
  createMaskingSession(first: string, second: string, more?: object): Promise<{ sessionUuid: string }>;
}

/** Checks the statements of docs/comparison.md on the installed SDK. */
describe("the vendor's SDK, as docs/comparison.md describes it,", () => {
  let emulator: Emulator;
  let sdk: MaskingSessions;
  beforeAll(async () => {
    // The SDK has a fixed host, so its TLS connections become plain ones to the emulator.
    emulator = await startEmulator({ allowHosts: ["api.plivo.com"] });
    const port = Number(new URL(emulator.endpoint).port);
    jest.spyOn(Agent.prototype, "createConnection").mockImplementation(() => connect(port, "127.0.0.1"));
    jest.spyOn(Agent.prototype, "keepSocketAlive").mockImplementation(() => false);
    const client = new Client(emulator.authId, emulator.authToken);
    sdk = (client as unknown as { maskingSession: MaskingSessions }).maskingSession;
  });
  afterAll(() => emulator.close());
  beforeEach(() => emulator.requests.clear());

  const statuses = () => requestsOf(emulator);

  it("creates a second session if the response to the first create is 500", async () => {
    emulator.faults.arm({ kind: "status", status: 500, operation: "create", when: "after" });
    const { sessionUuid } = await sdk.createMaskingSession(firstParty, secondParty);
    expect(statuses()).toEqual(["POST 201", "POST 201"]);
    const uuids = emulator.sessions.live().map(({ session_uuid: uuid }) => uuid);
    expect(uuids).toHaveLength(2);
    expect(uuids).toContain(sessionUuid);
  });

  it("retries twice at most, and not at all after 429 or a lost connection", async () => {
    emulator.faults.arm({ kind: "status", status: 500, operation: "create", when: "before", times: 3 });
    await expect(sdk.createMaskingSession(firstParty, secondParty)).rejects.toThrow("Internal server error");
    expect(emulator.requests.all()).toHaveLength(3);
    emulator.requests.clear();
    emulator.faults.arm({ kind: "status", status: 429, operation: "create", when: "before" });
    await expect(sdk.createMaskingSession(firstParty, secondParty)).rejects.toThrow("status code 429");
    expect(emulator.requests.all()).toHaveLength(1);
    emulator.faults.arm({ kind: "reset", operation: "create", when: "before" });
    await expect(sdk.createMaskingSession(firstParty, secondParty)).rejects.toMatch(
      /^Error: read ECONNRESET/,
    );
    expect(emulator.requests.all()).toHaveLength(2);
  });

  it("sends the documented subAccount and geoMatch under names that the API does not have", async () => {
    const more = { subAccount: "SA0000000000000TEST0", geoMatch: false };
    await expect(sdk.createMaskingSession(firstParty, secondParty, more)).rejects.toThrow(
      "sub_account is not a known parameter",
    );
    expect(emulator.requests.all()[0]?.body).toMatchObject({
      sub_account: more.subAccount,
      geo_match: false,
    });
  });
});
