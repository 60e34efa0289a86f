import { Agent } from "node:https";
import { connect } from "node:net";
import { Client } from "plivo";
import { shapes, type Emulator } from "../../../emulator/index.ts";
import { type Body, firstNumber, secondNumber, start, text } from "../support.ts";
import { requestsOf } from "../../support/requests.ts";

/** The SDK's fixed host. */
const sdkHost = "api.plivo.com";

/** The SDK's masking interface. Its own types are empty. */
interface MaskingSessions {
  createMaskingSession(first: string, second: string | undefined, params?: object): Promise<Body>;
  getMaskingSession(sessionUuid: string): Promise<Body>;
  listMaskingSession(params?: object): Promise<Body>;
  updateMaskingSession(sessionUuid: string, params: object): Promise<Body>;
  deleteMaskingSession(sessionUuid: string): Promise<Body>;
}

/** The SDK has a fixed host, so every TLS connection of this process becomes a plain one to the emulator. */
function leadTo(emulator: Emulator): void {
  const port = Number(new URL(emulator.endpoint).port);
  jest.spyOn(Agent.prototype, "createConnection").mockImplementation(() => connect(port, "127.0.0.1"));
  jest.spyOn(Agent.prototype, "keepSocketAlive").mockImplementation(() => false);
}

function sdk(emulator: Emulator, authToken = emulator.authToken): MaskingSessions {
  leadTo(emulator);
  return (new Client(emulator.authId, authToken) as unknown as { maskingSession: MaskingSessions })
    .maskingSession;
}

afterEach(() => {
  jest.restoreAllMocks();
});

it.each(shapes)("the vendor's SDK creates, reads, lists, updates and deletes (%s)", async (shape) => {
  const emulator = await start({ shape, allowHosts: [sdkHost] });
  const sessions = sdk(emulator);

  const created = await sessions.createMaskingSession(firstNumber, secondNumber, {
    callTimeLimit: 600,
    geomatch: false,
  });
  expect(created).toMatchObject({
    message: "Session created",
    session: { status: "active", callTimeLimit: 600 },
  });
  const sessionUuid = text(created, "sessionUuid");

  const read = await sessions.getMaskingSession(sessionUuid);
  expect(read["response"]).toMatchObject({ sessionUuid, firstParty: firstNumber.slice(1), duration: 1800 });

  const filters = { status: "active", createdTimeGreaterOrEqual: "2026-03-01 10:00", limit: 10 };
  const listed = await sessions.listMaskingSession(filters);
  expect(listed["response"]).toMatchObject({
    meta: { totalCount: 1, limit: 10 },
    objects: [{ sessionUuid }],
  });

  const updated = await sessions.updateMaskingSession(sessionUuid, { sessionExpiry: 120, record: true });
  expect(updated).toMatchObject({ message: "Session updated", session: { duration: 120, record: true } });

  expect(await sessions.deleteMaskingSession(sessionUuid)).toMatchObject({ message: "Session expired" });
  expect(emulator.sessions.live()).toEqual([]);
  expect(requestsOf(emulator)).toEqual(["POST 201", "GET 200", "GET 200", "POST 200", "DELETE 200"]);
});

it("the vendor's SDK rejects with the emulator's texts", async () => {
  const emulator = await start({ allowHosts: [sdkHost] });
  const sessions = sdk(emulator);
  await expect(sessions.getMaskingSession("none")).rejects.toThrow("not found");
  const invalid = sessions.createMaskingSession(firstNumber, secondNumber, { sessionExpiry: 1 });
  await expect(invalid).rejects.toThrow("session_expiry is outside the allowed range");
  const sessionUuid = text(await sessions.createMaskingSession(firstNumber, secondNumber), "sessionUuid");
  await sessions.deleteMaskingSession(sessionUuid);
  await expect(sessions.deleteMaskingSession(sessionUuid)).rejects.toThrow("Session already expired");
  await expect(sdk(emulator, "wrong").listMaskingSession()).rejects.toThrow("authentication credentials");
});

it("the vendor's SDK creates a session with a single party, and sets the other one later", async () => {
  const emulator = await start({ allowHosts: [sdkHost] });
  const sessions = sdk(emulator);
  const created = await sessions.createMaskingSession(firstNumber, undefined, {
    createSessionWithSingleParty: true,
  });
  const updated = await sessions.updateMaskingSession(text(created, "sessionUuid"), {
    secondParty: secondNumber,
  });
  expect(updated["session"]).toMatchObject({ secondParty: secondNumber.slice(1) });
});
