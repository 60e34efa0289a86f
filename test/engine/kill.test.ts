import { truncate } from "node:fs/promises";
import { expectSuccess, openBench, useBench, type Bench } from "../support/engine.ts";
import { parties } from "../support/field-changes.ts";
import { killPoints, scenes, type KillPoint, type Scene } from "../support/kill-points.ts";
import { companionFiles, repair, runAndKill, takeWayOut } from "../support/killing.ts";
import { recordFigures, proofSize } from "../support/soak.ts";
import { hosts } from "../support/stand-in/hosts.ts";
import { storedSessions } from "../support/stored.ts";

const points = killPoints.slice(0, proofSize(3, killPoints.length));
/**
 * The plugin runs in this process, so only its CLI can be killed. `npm test` runs none of these points,
 * because native/kill.test.ts kills the CLI beside the plugin's executable.
 */
const nativePoints = killPoints
  .filter(({ target }) => target === "cli")
  .slice(0, proofSize(0, killPoints.length));
const rows = [
  ...points.map((point) => [`dynamic host, ${title(point)}`, "dynamic", point] as const),
  ...nativePoints.map((point) => [`native host, ${title(point)}`, "native", point] as const),
];

function title({ target, scene, moment }: KillPoint): string {
  const { at, ...details } = moment;
  return `${target} during ${scene}, ${at} ${Object.values(details).join(" ")}`.trim();
}

const figures = {
  dynamic: { points: 0, doubled: 0, lost: 0 },
  native: { points: 0, doubled: 0, lost: 0 },
};

/** Each declared session lives once, and the state knows it. */
async function expectEachOnce({ host, emulator, stack }: Bench, sessions: Scene["after"]): Promise<void> {
  const live = emulator.sessions.live();
  const pairs = new Set(live.map((session) => `${session.first_party} ${session.second_party}`));
  figures[host].doubled += live.length - pairs.size;
  figures[host].lost += Object.keys(sessions).length - pairs.size;
  expect(live).toHaveLength(Object.keys(sessions).length);
  expect(pairs.size).toBe(live.length);
  const known = await storedSessions(stack);
  expect(known.filter((session) => session.delete === true)).toEqual([]);
  expect(known.map(({ id }) => id).sort()).toEqual(live.map(({ session_uuid }) => session_uuid).sort());
}

describe("the way out after kill -9 leads to one live session for each resource:", () => {
  let bench: Bench;
  afterEach(() => bench.close());
  afterAll(() => {
    for (const host of hosts) recordFigures(`kills, ${host} host`, figures[host]);
  });

  it.each(rows)("%s", async (_title, host, point) => {
    const { before, after }: Scene = scenes[point.scene];
    bench = await openBench(before, { host, existing: Object.keys(before).length > 0 });

    const { operation, processes } = await runAndKill(bench, point);
    expect(operation.succeeded).toBe(false);
    await takeWayOut(bench, point);
    expect(await processes.runningProviders()).toEqual([]);
    figures[host].points += 1;
    await expectEachOnce(bench, after);
    if (Object.keys(after).length === 0) return;

    bench.requests();
    const again = expectSuccess(await bench.stack.up());
    expect(again.changes).toEqual({ same: Object.keys(after).length + 1 });
    expect(bench.requests()).toEqual([]);
  });
});

describe("a file backend after its CLI was killed during a write", () => {
  const bench = useBench({ one: parties(0) }, { existing: true });

  it("cannot be read while the companion of the state file is empty, and can once that is removed", async () => {
    const { stack } = bench;
    await stack.importState(await stack.exportState());
    const companions = await companionFiles(stack.backend);
    const ofStates = companions.filter((file) => file.endsWith("dev.json.attrs"));
    expect(ofStates).not.toEqual([]);
    for (const file of ofStates) await truncate(file);
    const read = () => stack.command(["stack", "export", "--stack", "dev"]);
    const unreadable = await read();
    expect(unreadable.succeeded).toBe(false);
    expect(unreadable.text).toContain("failed to load checkpoint: EOF");

    await repair(stack.backend);
    expect(await read()).toMatchObject({ succeeded: true });
  });
});
