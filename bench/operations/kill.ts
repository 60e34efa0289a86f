import { setTimeout } from "node:timers/promises";
import type { StoredSession } from "../emulator/process.ts";
import { BenchError } from "../errors.ts";
import type { Sample } from "../samples.ts";
import type { SeriesName } from "../series.ts";
import { BenchStack } from "./bench-stack.ts";
import type { RunningOperation } from "./operation.ts";

const name: SeriesName = "providerSkipped";

/** Milliseconds between two looks at how far the run is. */
const interval = 100;

/** Kills an `up` when half of its requests are sent, runs it again with PLIVO_IF_EXISTS=adopt, and counts what is alive. */
export async function killAndAdopt(size: number, note: (text: string) => void): Promise<Sample[]> {
  const stack = await BenchStack.open(name, size);
  try {
    note(`up of ${size}, to be killed`);
    const killed = await killHalfWay(stack, stack.startUp(), size / 2);
    const before = await stack.emulator.requestCount();
    note(`up of ${size} again, adopting`);
    const again = await stack.upAgain({ PLIVO_IF_EXISTS: "adopt" });
    const requests = (await stack.emulator.requestCount()) - before;
    const live = await stack.emulator.liveSessions();
    const pairs = differentPairs(live);
    const figures: [string, number][] = [
      ["killed up, s", killed],
      ["up after it, s", again.seconds],
      ["up after it, requests", requests],
      ["both, s", killed + again.seconds],
      ["live after both", live.length],
      ["missing after both", size - pairs],
      ["doubled after both", live.length - pairs],
    ];
    return figures.map(([figure, value]) => ({ of: name, size, figure, value }));
  } finally {
    await stack.close();
  }
}

/** Resolves with the seconds from the CLI's start to its end. */
async function killHalfWay(stack: BenchStack, running: RunningOperation, requests: number): Promise<number> {
  const over = new AbortController();
  // It ends because it is killed, or before that: the loop then says so.
  const ended = running.ended.then(
    () => new BenchError("The up ended before it was killed."),
    (error: unknown) => error,
  );
  void ended.then((reason) => {
    over.abort(reason);
  });
  await Promise.race([running.started, ended]);
  const start = performance.now();
  while ((await stack.emulator.requestCount()) < requests) {
    over.signal.throwIfAborted();
    await setTimeout(interval);
  }
  await running.kill();
  const seconds = (performance.now() - start) / 1000;
  await ended;
  return seconds;
}

function differentPairs(sessions: readonly StoredSession[]): number {
  return new Set(sessions.map((one) => `${one.first_party} ${one.second_party}`)).size;
}
