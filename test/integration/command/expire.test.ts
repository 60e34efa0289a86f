import { parties } from "../../support/field-changes.ts";
import { nextTurn } from "../../support/virtual-clock.ts";
import { addressSuffix, jsonOf, benchForEach } from "./support.ts";

const unknown = "4189591e-d004-4801-abdf-8893c15e5dcd";

describe("npx pulumi-plivo-masking expire", () => {
  const bench = benchForEach();
  const delayed = { kind: "delay", operation: "expire", when: "before" } as const;

  it("expires one session with --yes", async () => {
    const id = await bench.make(61);
    const { exitCode, stdout, stderr } = await bench.run(["expire", id, "--yes"]);
    expect([exitCode, stdout, stderr]).toEqual([0, `${id}  expired\n`, ""]);
    expect(bench.requests()).toEqual(["GET 200", "DELETE 200"]);
    expect(bench.emulator.sessions.live()).toEqual([]);
  });

  it("expires nothing without --yes if it cannot ask", async () => {
    const id = await bench.make(62);
    const { exitCode, stdout, stderr } = await bench.run(["expire", id]);
    expect([exitCode, stdout]).toEqual([1, ""]);
    expect(stderr).toBe(
      `error: There is no terminal for a confirmation: pass --yes to expire, or --dry-run to see what would expire.${addressSuffix("PLIVO_COMMAND_USAGE")}\n`,
    );
    expect(bench.requests()).toEqual([]);
  });

  it("only lists several sessions, unless --yes is given", async () => {
    const ids = [await bench.make(63), await bench.make(64)];
    const shown = await bench.run(["expire", ...ids]);
    expect(shown).toEqual({
      exitCode: 0,
      stdout: ids.map((id) => `${id}  would be expired\n`).join(""),
      stderr: "Nothing was expired. Pass --yes to expire them.\n",
    });
    expect(bench.requests()).toEqual(["GET 200", "GET 200"]);
    const ended = await bench.run(["expire", ...ids, "--yes", "--json"]);
    expect(jsonOf(ended)).toEqual({
      dryRun: false,
      sessions: ids.map((sessionUuid) => ({ sessionUuid, outcome: "expired" })),
    });
    expect(bench.emulator.sessions.live()).toEqual([]);
  });

  it("only lists sessions, even one or with --yes, if --dry-run is given", async () => {
    const ids = [await bench.make(65), await bench.make(66)];
    const one = await bench.run(["expire", ids[0] ?? "", "--dry-run", "--json"]);
    expect(jsonOf(one)).toEqual({
      dryRun: true,
      sessions: [{ sessionUuid: ids[0], outcome: "would be expired" }],
    });
    await bench.run(["expire", ...ids, "--yes", "--dry-run"]);
    expect(bench.emulator.sessions.live()).toHaveLength(2);
  });

  it("continues after a session that it cannot expire, and exits with 2", async () => {
    const [ended, live] = [await bench.make(67, { sessionExpiry: 60 }), await bench.make(68)];
    bench.emulator.clock.advance(61);
    const run = await bench.run(["expire", ended, unknown, live, "--yes", "--json"]);
    expect(run.exitCode).toBe(2);
    const error: unknown = expect.objectContaining({ code: "PLIVO_NOT_FOUND" });
    expect(jsonOf(run)).toEqual({
      dryRun: false,
      sessions: [
        { sessionUuid: ended, outcome: "has already expired" },
        { sessionUuid: unknown, outcome: "failed", error },
        { sessionUuid: live, outcome: "expired" },
      ],
    });
    const text = await bench.run(["expire", unknown, "--yes"]);
    expect(text.stdout).toMatch(
      new RegExp(`^${unknown}  failed: Plivo does not know this session [^\\n]*\\n$`),
    );
  });

  it("exits with 1 for an invalid session ID, and sends nothing", async () => {
    const { exitCode, stdout } = await bench.run(["expire", "a/b", "--yes"]);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^a\/b {2}failed: A session UUID has only letters/);
    expect(bench.requests()).toEqual([]);
  });

  it("does not print a number that is given in place of an ID", async () => {
    const { firstParty } = parties(70);
    const text = await bench.run(["expire", firstParty, "--yes"]);
    expect([text.exitCode, text.stdout]).toEqual([
      1,
      expect.stringMatching(/^\[removed\] {2}failed: A session UUID has only letters/),
    ]);
    const json = await bench.run(["expire", firstParty.slice(1), "--yes", "--json"]);
    expect(jsonOf(json)).toMatchObject({ sessions: [{ sessionUuid: "[removed]", outcome: "failed" }] });
  });

  it("expires nothing if Plivo rejects the credentials", async () => {
    const ids = [await bench.make(69), await bench.make(70)];
    const environment = { ...bench.emulator.environment, PLIVO_AUTH_TOKEN: "of-somebody-else" };
    const { exitCode, stdout } = await bench.run(["expire", ...ids, "--yes"], { environment });
    expect([exitCode, stdout, bench.requests()]).toEqual([2, "", ["GET 401"]]);
  });

  it("counts a session that expires before its request as expired", async () => {
    const id = await bench.make(69, { sessionExpiry: 60 });
    const { id: fault } = bench.emulator.faults.arm({ ...delayed, seconds: 61 });
    const running = bench.start(["expire", id, "--yes"]);
    await bench.emulator.faults.whenFired(fault);
    bench.emulator.clock.advance(61);
    expect(await running.ended).toMatchObject({ exitCode: 0, stdout: `${id}  has already expired\n` });
  });

  it("continues after a session that Plivo fails to expire, and exits with 2", async () => {
    const ids = [await bench.make(71), await bench.make(72)];
    bench.emulator.faults.arm({ kind: "status", operation: "expire", when: "before", status: 403 });
    const { exitCode, stdout } = await bench.run(["expire", ...ids, "--yes", "--json"]);
    const live = bench.emulator.sessions.live().map(({ session_uuid: id }) => id);
    expect([exitCode, live.length]).toEqual([2, 1]);
    const failure = { outcome: "failed", error: { code: "PLIVO_ADDRESS_NOT_FOUND" } };
    expect(JSON.parse(stdout)).toMatchObject({
      sessions: ids.map((id) => ({
        sessionUuid: id,
        ...(live.includes(id) ? failure : { outcome: "expired" }),
      })),
    });
  });

  /** Expires three sessions, one of them delayed until the clock advances. Resolves after the others. */
  async function expireWithOneHeld(...more: string[]) {
    const ids = [await bench.make(73), await bench.make(74), await bench.make(75)];
    const { faults, sessions } = bench.emulator;
    const { id } = faults.arm({ ...delayed, seconds: 1 });
    const running = bench.start(["expire", ...ids, "--yes", ...more]);
    await faults.whenFired(id);
    while (sessions.live().length > 1) await nextTurn();
    const held = sessions.live()[0]?.session_uuid ?? "";
    return { ids, running, held, others: ids.filter((one) => one !== held) };
  }

  it("prints completed sessions after Ctrl-C as they come, not in the order of the IDs", async () => {
    const { ids, running, held, others } = await expireWithOneHeld();
    running.interrupt();
    for (const id of others) await running.waitForText(`${id}  expired\n`, "stdout");
    bench.emulator.clock.advance(1);
    const { exitCode, stdout } = await running.ended;
    const lines = stdout.trimEnd().split("\n");
    expect([exitCode, lines.toSorted()]).toEqual([130, ids.map((id) => `${id}  expired`).toSorted()]);
    expect(lines.at(-1)).toBe(`${held}  expired`);
  });

  it("prints completed sessions to stderr after Ctrl-C with --json, and the JSON of all at the end", async () => {
    const { ids, running, held, others } = await expireWithOneHeld("--json");
    running.interrupt();
    for (const id of others) await running.waitForText(`${id}  expired\n`);
    bench.emulator.clock.advance(1);
    const ended = await running.ended;
    const sessions = ids.map((sessionUuid) => ({ sessionUuid, outcome: "expired" }));
    expect([ended.exitCode, jsonOf(ended)]).toEqual([130, { dryRun: false, sessions }]);
    expect(ended.stderr.endsWith(`${held}  expired\nInterrupted.\n`)).toBe(true);
  });

  it("reads as many sessions at once as the rate limit allows", async () => {
    const ids = [await bench.make(71), await bench.make(72), await bench.make(73)];
    const fault = bench.emulator.faults.arm({ ...delayed, operation: "get", seconds: 1, nth: 2, times: 2 });
    const running = bench.start(["expire", ...ids]);
    await bench.emulator.faults.whenFired(fault.id, 2);
    bench.emulator.clock.advance(1);
    expect(await running.ended).toMatchObject({
      exitCode: 0,
      stdout: ids.map((id) => `${id}  would be expired\n`).join(""),
    });
  });

  it("finishes all requests in flight after Ctrl-C, and starts no more", async () => {
    const ids: string[] = [];
    // One more than the command expires at once.
    for (let index = 0; index < 65; index += 1) ids.push(await bench.make(index));
    const fault = bench.emulator.faults.arm({ ...delayed, seconds: 1, times: null });
    const running = bench.start(["expire", ...ids, "--yes"]);
    await bench.emulator.faults.whenFired(fault.id, 64);
    running.interrupt();
    await running.waitForText("Waiting for 64 sessions that are being expired: ");
    bench.emulator.clock.advance(1);
    const { exitCode, stdout, stderr } = await running.ended;
    expect([exitCode, stdout.split("\n").length - 1]).toEqual([130, 64]);
    expect(stderr).toMatch(/\. Press Ctrl-C again to give up\.\nInterrupted\.\n$/);
    const live = bench.emulator.sessions.live().map(({ session_uuid: id }) => id);
    expect(live).toHaveLength(1);
    expect(stdout).not.toContain(live[0]);
  });

  it("reads IDs from the standard input if an ID is -", async () => {
    const ids = [await bench.make(74), await bench.make(75), await bench.make(76)];
    const [one = "", ...piped] = ids;
    const input = `${piped.join("\n")}\n\n${one}\n`;
    const { exitCode, stdout } = await bench.run(["expire", one, "-", "--yes"], { input });
    expect([exitCode, stdout]).toEqual([0, ids.map((id) => `${id}  expired\n`).join("")]);
    const none = await bench.run(["expire", "-", "--yes"], { input: "\n" });
    expect(none).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(/^error: Standard input has no session ID/) as string,
    });
    const twice = await bench.run(["expire", one, "-", "--dry-run"], { input: one.toUpperCase() });
    expect([twice.exitCode, twice.stdout]).toEqual([0, `${one}  has already expired\n`]);
    const notAsked = await bench.run(["expire", "-"], { input: one });
    expect(notAsked).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(/^error: There is no terminal/) as string,
    });
  });
});
