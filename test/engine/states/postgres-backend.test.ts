import { effects, expectSuccess, openBench, type Bench } from "../../support/engine.ts";
import { killPoints, scenes, type KillPoint } from "../../support/kill-points.ts";
import { runAndKill, takeWayOut } from "../../support/killing.ts";
import { postgresPrograms, startPostgres, type Postgres } from "../../support/postgres.ts";

const programs = postgresPrograms();
if (programs === undefined) {
  process.stderr.write("The tests of PostgreSQL as a state backend are left out: it is not installed.\n");
}

// kill.test.ts kills at the same point with a state in files.
const [point] = killPoints as [KillPoint];
const { after } = scenes[point.scene];

/** The ids of the sessions in the state. */
async function idsInState({ stack }: Bench): Promise<string[]> {
  const { deployment } = (await stack.exportState()) as {
    deployment: { resources?: { type: string; id?: string }[] };
  };
  const sessions = (deployment.resources ?? []).filter(({ type }) => type.endsWith("plivo:MaskingSession"));
  return sessions.map(({ id = "" }) => id).sort();
}

// PostgreSQL is not a dependency of the project, so its tests run only if the machine has it.
(programs === undefined ? describe.skip : describe)("a state in PostgreSQL", () => {
  let postgres: Postgres;
  let bench: Bench;
  beforeAll(async () => {
    postgres = await startPostgres(programs ?? "");
    bench = await openBench({}, { backend: postgres.url });
  });
  afterAll(async () => {
    await bench.close();
    await postgres.stop();
  });

  it("lies in that backend", async () => {
    const { text } = await bench.stack.command(["whoami", "--verbose"]);
    expect(text).toContain("Backend URL: postgres://");
  });

  it("has each session once after the CLI was killed and the next up has adopted", async () => {
    const { operation, processes } = await runAndKill(bench, point);
    expect(operation.succeeded).toBe(false);
    expect(bench.emulator.sessions.live().length).toBeGreaterThanOrEqual(15);
    await takeWayOut(bench, point);
    expect(await processes.runningProviders()).toEqual([]);
    const live = bench.emulator.sessions.live();
    expect(live).toHaveLength(Object.keys(after).length);
    expect(await idsInState(bench)).toEqual(live.map(({ session_uuid }) => session_uuid).sort());
  });

  it("holds no number in clear", async () => {
    // What a command prints is searched with all that the tests capture.
    const { succeeded, text } = await bench.stack.command(["stack", "export", "--stack", "dev"]);
    expect(succeeded).toBe(true);
    expect(text).toContain('"firstParty"');
    expect(text).not.toContain("1202555");
  });

  it("is empty after destroy, and no session is left", async () => {
    const destroy = expectSuccess(await bench.stack.destroy());
    expect(new Set(Object.values(effects(destroy)))).toEqual(new Set(["delete"]));
    expect(await idsInState(bench)).toEqual([]);
    expect(bench.emulator.sessions.live()).toEqual([]);
  });
});
