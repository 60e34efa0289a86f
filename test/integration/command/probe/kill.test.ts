import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { startEmulator } from "plivo-masking-emulator";
import { ledgerFile } from "../../../../provider/command/probe/ledger.ts";
import { CommandProcess } from "../../../support/command-process.ts";
import { jsonOf } from "../support.ts";
import { numbers, type Reported } from "./support.ts";

/** The minimum requests of a full probe of the emulator. */
const requestsOfProbe = 50;
const points = fc.sample(
  fc.record({
    nth: fc.integer({ min: 2, max: requestsOfProbe }),
    when: fc.constantFrom("before" as const, "after" as const),
  }),
  { numRuns: 10, seed: 26 },
);

/** Kills a probe while Plivo delays a request, which it processes afterwards, and probes again. */
async function killAndRerun({ nth, when }: (typeof points)[number], home: string) {
  const emulator = await startEmulator();
  const environment = { ...emulator.environment, XDG_STATE_HOME: home };
  const start = () => new CommandProcess(["probe", ...numbers, "--yes", "--json"], { environment });
  try {
    const { id } = emulator.faults.arm({ kind: "delay", operation: "any", when, nth, seconds: 86_400 });
    const killed = start();
    await emulator.faults.whenFired(id);
    killed.child.kill("SIGKILL");
    expect((await killed.ended).exitCode).toBeNull();
    await emulator.faults.clear();
    const left = emulator.sessions.live();
    const next = jsonOf(await start().ended) as Reported;
    return {
      left: left.length,
      lives: left.map(({ session_expiry }) => session_expiry),
      next: {
        left: next.left,
        live: emulator.sessions.live(),
        ledger: existsSync(ledgerFile(environment, emulator)),
      },
    };
  } finally {
    await emulator.close();
  }
}

it("after a probe was killed at 10 random points, the next one leaves no live session", async () => {
  const home = await mkdtemp(path.join(tmpdir(), "masking-probe-"));
  try {
    const lane = async (own: typeof points) => {
      const outcomes = [];
      for (const point of own) outcomes.push(await killAndRerun(point, home));
      return outcomes;
    };
    const outcomes = (await Promise.all([lane(points.slice(0, 5)), lane(points.slice(5))])).flat();
    expect(outcomes.flatMap(({ next }) => next.live)).toEqual([]);
    // Nothing proves that a create did not reach Plivo, so the ledger keeps it for minutes.
    expect(outcomes.map(({ next }) => next.ledger)).toEqual(outcomes.map(({ next }) => next.left > 0));
    expect(outcomes.filter(({ next }) => next.left > 0).length).toBeLessThan(3);
    // Each would have expired by itself within minutes.
    expect(outcomes.flatMap(({ lives }) => lives).filter((seconds) => seconds > 240)).toEqual([]);
    expect(outcomes.filter(({ left }) => left > 0).length).toBeGreaterThan(3);
  } finally {
    await rm(home, { recursive: true });
  }
});
