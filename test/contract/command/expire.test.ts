import { parties } from "../../support/field-changes";
import { jsonOf, openCommand, type CommandBench } from "./support";

const unknown = "4189591e-d004-4801-abdf-8893c15e5dcd";

describe("npx pulumi-plivo-masking expire", () => {
  let bench: CommandBench;
  beforeEach(async () => {
    bench = await openCommand();
  });
  afterEach(() => bench.close());

  it("ends one session with --yes", async () => {
    const id = await bench.make(61);
    const { exitCode, stdout, stderr } = await bench.run(["expire", id, "--yes"]);
    expect([exitCode, stdout, stderr]).toEqual([0, `${id}  expired\n`, ""]);
    expect(bench.requests()).toEqual(["GET 200", "DELETE 200"]);
    expect(bench.emulator.sessions.live()).toEqual([]);
  });

  it("ends none without --yes where nobody can be asked", async () => {
    const id = await bench.make(62);
    const { exitCode, stdout, stderr } = await bench.run(["expire", id]);
    expect([exitCode, stdout]).toEqual([1, ""]);
    expect(stderr).toBe(
      "error: There is no terminal to ask on: give --yes to expire, or --dry-run to see what would be.\n",
    );
    expect(bench.requests()).toEqual([]);
  });

  it("only shows more than one, unless --yes is given", async () => {
    const ids = [await bench.make(63), await bench.make(64)];
    const shown = await bench.run(["expire", ...ids]);
    expect(shown).toEqual({
      exitCode: 0,
      stdout: ids.map((id) => `${id}  would be expired\n`).join(""),
      stderr: "Nothing was ended. Give --yes to end them.\n",
    });
    expect(bench.requests()).toEqual(["GET 200", "GET 200"]);
    const ended = await bench.run(["expire", ...ids, "--yes", "--json"]);
    expect(jsonOf(ended)).toEqual({
      dryRun: false,
      sessions: ids.map((sessionUuid) => ({ sessionUuid, outcome: "expired" })),
    });
    expect(bench.emulator.sessions.live()).toEqual([]);
  });

  it("shows one, and more with --yes, where --dry-run is given", async () => {
    const ids = [await bench.make(65), await bench.make(66)];
    const one = await bench.run(["expire", ids[0] ?? "", "--dry-run", "--json"]);
    expect(jsonOf(one)).toEqual({
      dryRun: true,
      sessions: [{ sessionUuid: ids[0], outcome: "would be expired" }],
    });
    await bench.run(["expire", ...ids, "--yes", "--dry-run"]);
    expect(bench.emulator.sessions.live()).toHaveLength(2);
  });

  it("goes on past what cannot be ended, and ends with 2", async () => {
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

  it("ends with 1 for what can be no session's id, and asks nobody", async () => {
    const { exitCode, stdout } = await bench.run(["expire", "a/b", "--yes"]);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^a\/b {2}failed: A session's UUID must be letters/);
    expect(bench.requests()).toEqual([]);
  });

  it("repeats no number that was given in an id's place", async () => {
    const { firstParty } = parties(70);
    const text = await bench.run(["expire", firstParty, "--yes"]);
    expect([text.exitCode, text.stdout]).toEqual([
      1,
      expect.stringMatching(/^\[removed\] {2}failed: A session's UUID must be letters/),
    ]);
    const json = await bench.run(["expire", firstParty.slice(1), "--yes", "--json"]);
    expect(jsonOf(json)).toMatchObject({ sessions: [{ sessionUuid: "[removed]", outcome: "failed" }] });
  });

  it("ends none where the credentials are not accepted", async () => {
    const ids = [await bench.make(69), await bench.make(70)];
    const environment = { ...bench.emulator.environment, PLIVO_AUTH_TOKEN: "of-somebody-else" };
    const { exitCode, stdout } = await bench.run(["expire", ...ids, "--yes"], { environment });
    expect([exitCode, stdout, bench.requests()]).toEqual([2, "", ["GET 401"]]);
  });

  it("takes a session that ends meanwhile for ended", async () => {
    const id = await bench.make(69, { sessionExpiry: 60 });
    const { id: fault } = bench.emulator.faults.arm({
      kind: "delay",
      operation: "expire",
      when: "before",
      seconds: 61,
    });
    const running = bench.start(["expire", id, "--yes"]);
    await bench.emulator.faults.fired(fault);
    bench.emulator.clock.advance(61);
    expect(await running.ended).toMatchObject({ exitCode: 0, stdout: `${id}  has already expired\n` });
  });

  it("waits on Ctrl-C for the one that is being ended, says so, and ends no other", async () => {
    const ids = [await bench.make(70), await bench.make(71)];
    const { id: fault } = bench.emulator.faults.arm({
      kind: "delay",
      operation: "expire",
      when: "before",
      seconds: 1,
    });
    const running = bench.start(["expire", ...ids, "--yes"]);
    await bench.emulator.faults.fired(fault);
    running.child.kill("SIGINT");
    await running.said(
      `Waiting for session ${ids[0] ?? ""}, which is being ended; Ctrl-C again gives it up.\n`,
    );
    bench.emulator.clock.advance(1);
    expect(await running.ended).toEqual({
      exitCode: 130,
      stdout: `${ids[0] ?? ""}  expired\n`,
      stderr: expect.stringMatching(/\nInterrupted\.\n$/) as string,
    });
    expect(bench.emulator.sessions.live().map(({ session_uuid: id }) => id)).toEqual([ids[1]]);
  });

  it("has said after a second Ctrl-C what was done until then, with --json too", async () => {
    const ids = [await bench.make(71), await bench.make(72), await bench.make(73)];
    const { id: first } = bench.emulator.faults.arm({
      kind: "delay",
      operation: "expire",
      when: "before",
      seconds: 1,
    });
    const running = bench.start(["expire", ...ids, "--yes", "--json"]);
    await bench.emulator.faults.fired(first);
    const { id: second } = bench.emulator.faults.arm({
      kind: "delay",
      operation: "expire",
      when: "before",
      seconds: 1,
    });
    bench.emulator.clock.advance(1);
    await bench.emulator.faults.fired(second);
    running.child.kill("SIGINT");
    await running.said(
      `Waiting for session ${ids[1] ?? ""}, which is being ended; Ctrl-C again gives it up.\n`,
    );
    running.child.kill("SIGINT");
    expect(await running.ended).toEqual({
      exitCode: null,
      stdout: "",
      stderr: `${ids[0] ?? ""}  expired\nWaiting for session ${ids[1] ?? ""}, which is being ended; Ctrl-C again gives it up.\n`,
    });
  });
});
