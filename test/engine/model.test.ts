import fc from "fast-check";
import { replay } from "../model/replay.ts";
import { useBench } from "../support/engine.ts";
import { playOnEngine, realRuns } from "../support/real-runs.ts";
import { hosts } from "../support/stand-in/hosts.ts";
import { recordFigures, proofSize } from "../support/soak.ts";

jest.setTimeout(proofSize(180_000, 3_600_000));

describe.each(hosts)("on the %s host", (host) => {
  const figures = { runs: 0, requests: 0 };

  const bench = useBench({}, { host, skipWaits: true });
  afterAll(() => {
    recordFigures(`model on the real engine, ${host} host`, figures);
  });

  it("the real engine keeps one live session for each declared resource, whatever happens", async () => {
    const { seed, path } = replay();
    const runs = fc.asyncProperty(realRuns, async (run) => {
      figures.runs += 1;
      bench.emulator.requests.clear();
      await playOnEngine(bench, run);
      figures.requests += bench.emulator.requests.count();
    });
    // The stand-in shrinks a counterexample in seconds.
    await fc.assert(runs, {
      seed,
      ...(path === undefined ? {} : { path }),
      numRuns: proofSize(1, 100),
      endOnFailure: true,
    });
  });
});
