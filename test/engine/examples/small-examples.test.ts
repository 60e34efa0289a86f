import type { CallRequest, Emulator } from "plivo-masking-emulator";
import adopt from "../../../examples/adopt/index.ts";
import pinProtected from "../../../examples/pin-protected/index.ts";
import renewing from "../../../examples/renewing/index.ts";
import singleParty from "../../../examples/single-party/index.ts";
import twoAccounts from "../../../examples/two-accounts/index.ts";
import type { Operation } from "../../../tools/engine/index.ts";
import { createElsewhere } from "../../support/elsewhere.ts";
import {
  effects,
  everythingShown,
  expectSuccess,
  secretConfig,
  useBench,
  type Bench,
} from "../../support/engine.ts";
import { exampleFile, missingOutput } from "../../support/example.ts";
import { takeAccountRequests } from "../../support/requests.ts";
import { storedSessions } from "../../support/stored.ts";

const stranger = "+12025550299";

/** The only session that lives. */
function liveSessions(emulator: Emulator) {
  const [session, ...others] = emulator.sessions.live();
  if (session === undefined || others.length > 0) throw new Error("There is not just one live session.");
  return session;
}

/** A finished call to the number of the only session. */
function call(bench: Bench, course: Omit<CallRequest, "virtualNumber">) {
  const { virtual_number: virtualNumber } = liveSessions(bench.emulator);
  const { callUuid } = bench.emulator.calls.place({ virtualNumber, ...course });
  bench.advance(120);
  return bench.emulator.calls.get(callUuid);
}

describe("examples/pin-protected", () => {
  const bench = useBench({}, { project: "plivo-masking-pin-protected" });
  let up: Operation;
  beforeAll(async () => {
    bench.stack.setProgram(() => Promise.resolve(pinProtected()));
    up = expectSuccess(await bench.stack.up());
  });

  it("shows the README's output", () => {
    expect(effects(up)).toEqual({ visit: "create" });
    expect(missingOutput("pin-protected", up.text)).toEqual([]);
  });

  it("has Plivo's PINs as outputs, secret in what is shown and in the state", async () => {
    const { first_party_pin: nurse, second_party_pin: patient } = liveSessions(bench.emulator);
    expect([nurse, patient]).toEqual([expect.stringMatching(/^\d{6}$/), expect.stringMatching(/^\d{6}$/)]);
    const secret = expect.objectContaining({ ciphertext: "[secret]" }) as object;
    expect(up.outputs).toMatchObject({ nursePin: secret, patientPin: secret });
    const seen = `${everythingShown(up)}${(await bench.stack.stateFileBytes()).toString("utf8")}`;
    expect([nurse, patient].filter((pin) => seen.includes(`"${String(pin)}"`))).toEqual([]);
    const [session] = await storedSessions(bench.stack);
    expect(session?.outputs["firstPartyPin"]).toHaveProperty("ciphertext");
    expect(JSON.stringify(await bench.stack.exportState())).toContain(JSON.stringify(`"${String(nurse)}"`));
  });

  it("connects a stranger with the nurse's PIN to the patient, and no one without it", () => {
    const { first_party_pin: nurse, second_party: patient } = liveSessions(bench.emulator);
    const right = call(bench, { from: stranger, pins: [String(nurse)] });
    expect(right).toMatchObject({ status: "completed", caller: "firstParty", to: patient });
    const wrong = call(bench, { from: stranger, pins: ["0", "0", "0"] });
    expect(wrong).toMatchObject({ status: "failed", caller: null, to: null });
  });
});

describe("examples/adopt", () => {
  const config = secretConfig("adopt", { driver: "+1 202 555 0140", customer: "+1 202 555 0141" });
  const bench = useBench({}, { config });

  it("takes the session into the stack, updates what differs, and creates none", async () => {
    const elsewhere = { firstParty: "+12025550140", secondParty: "+12025550141", ringTimeout: 60 };
    const id = await createElsewhere(bench.emulator, elsewhere);
    const { virtual_number: number, expiry_time: end } = liveSessions(bench.emulator);
    await bench.stack.setConfig("adopt:sessionUuid", id);
    bench.stack.setProgram(() => Promise.resolve(adopt()));
    const up = expectSuccess(await bench.stack.up());
    expect(up.text).toContain(`Masking session ${id} is adopted (adoptSessionUuid).`);
    expect(bench.emulator.requests.all().map(({ body }) => body)).toEqual([null, { ring_timeout: 30 }]);
    expect(bench.requests()).toEqual(["GET 200", "POST 200"]);
    expect(up.outputs["number"]).toBe(`+${number.replace("+", "")}`);
    expect(liveSessions(bench.emulator).expiry_time).toBe(end);
    expect(everythingShown(up)).not.toMatch(/202555014\d/);
  });

  it("does not change the session if the setting is removed again", async () => {
    await bench.stack.removeConfig("adopt:sessionUuid");
    expect(effects(expectSuccess(await bench.stack.up()))).toEqual({ delivery: "update" });
    expect(bench.requests()).toEqual([]);
  });
});

describe("examples/single-party", () => {
  const agent = "+12025550133";
  const customer = "+12025550134";
  const bench = useBench({}, { project: "plivo-masking-single-party" });
  let first: Operation;
  beforeAll(async () => {
    bench.stack.setProgram(() => Promise.resolve(singleParty()));
    first = expectSuccess(await bench.stack.up());
    bench.requests();
  });

  it("has a number before it has a second party, and connects no one yet", () => {
    expect(first.outputs["number"]).toBe(`+${liveSessions(bench.emulator).virtual_number}`);
    expect(call(bench, { from: agent })).toMatchObject({ status: "failed", to: null });
  });

  it("is given the second party in place by a later up, and connects the agent to it", async () => {
    const { session_uuid: id, virtual_number: number } = liveSessions(bench.emulator);
    await bench.stack.setConfig("single-party:customer", customer, true);
    const second = expectSuccess(await bench.stack.up());
    expect(effects(second)).toEqual({ help: "update" });
    expect(bench.emulator.requests.all().map(({ body }) => body)).toEqual([{ second_party: customer }]);
    expect(liveSessions(bench.emulator)).toMatchObject({ session_uuid: id, virtual_number: number });
    expect(call(bench, { from: agent })).toMatchObject({ status: "completed", to: customer.slice(1) });
    expect(everythingShown(second)).not.toContain(customer.slice(-10));
    expect(missingOutput("single-party", `${first.text}\n${second.text}`)).toEqual([]);
  });
});

describe("examples/two-accounts", () => {
  const support = { authId: "MASUPPORT", authToken: "token-of-support" };
  const bench = useBench({}, { project: "plivo-masking-two-accounts", accounts: [support] });
  let up: Operation;
  beforeAll(async () => {
    bench.stack.setProgram(() => Promise.resolve(twoAccounts()));
    // One account's credentials are in the environment, the other's in the configuration.
    for (const words of [
      ["--path", "plivo:accounts.support.authId", support.authId],
      ["--secret", "--path", "plivo:accounts.support.authToken", support.authToken],
    ]) {
      const { succeeded } = await bench.stack.command(["config", "set", "--stack", "dev", ...words]);
      expect(succeeded).toBe(true);
    }
    up = expectSuccess(await bench.stack.up());
  });

  it("creates each session in its account, and shows the README's output", () => {
    expect(takeAccountRequests(bench.emulator)).toEqual(["POST MA-LOCAL-EMULATOR-00", "POST MASUPPORT"]);
    expect(up.outputs).toMatchObject({ orderAccount: "MA-LOCAL-EMULATOR-00", complaintAccount: "MASUPPORT" });
    expect(missingOutput("two-accounts", up.text)).toEqual([]);
    expect(everythingShown(up)).not.toContain(support.authToken);
  });
});

describe("examples/renewing", () => {
  const hour = 3600;
  const bench = useBench({}, { project: "plivo-masking-renewing" });
  let first: Operation;
  beforeAll(async () => {
    bench.stack.setProgram(() => Promise.resolve(renewing()));
    first = expectSuccess(await bench.stack.up());
    bench.requests();
  });

  it("has a job that comes twice within the window before the session's end", async () => {
    const job = exampleFile("renewing", "renew.yml");
    const [, hours] = /cron: "\d+ \*\/(\d+) \* \* \*"/.exec(job) ?? [];
    const [session] = await storedSessions(bench.stack);
    expect(2 * Number(hours) * hour).toBeLessThan(Number(session?.inputs["renewBefore"]));
    expect(job).toMatch(/- run: pulumi up --stack \w+ --yes --non-interactive$/m);
  });

  it("is extended in place by the job's next run, and keeps its number and its PINs", async () => {
    const before = liveSessions(bench.emulator);
    bench.advance(11 * hour);
    const run = expectSuccess(await bench.stack.up());
    expect(effects(run)).toEqual({ hotline: "update" });
    expect(bench.emulator.requests.all().map(({ body }) => body)).toEqual([{ session_expiry: 24 * hour }]);
    const kept = ["session_uuid", "virtual_number", "first_party_pin", "second_party_pin"] as const;
    const after = liveSessions(bench.emulator);
    expect(kept.map((name) => after[name])).toEqual(kept.map((name) => before[name]));
    const until = Date.parse(String(run.outputs["until"]));
    expect(until - bench.emulator.clock.now()).toBeGreaterThan(23 * hour * 1000);
    expect(missingOutput("renewing", `${first.text}\n${run.text}`)).toEqual([]);
  });
});
