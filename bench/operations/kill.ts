import { setTimeout } from "node:timers/promises";
import { formatCount, type Row, type Settings } from "../results.ts";
import { BenchStack } from "./stack.ts";

/**
 * Kills an `up` after half of its requests, runs it again with PLIVO_IF_EXISTS=adopt, and counts the live
 * sessions.
 */
export async function killAndAdopt({ sizes, note }: Settings): Promise<Row[]> {
  const size = Math.max(100, ...sizes);
  const stack = await BenchStack.open("pulumi-plivo-masking", size, true);
  try {
    note(`up of ${size}, to be killed`);
    await killHalfWay(stack, size / 2);
    await stack.unlock();
    note(`up of ${size} again, with PLIVO_IF_EXISTS=adopt`);
    await stack.run("up", `+ ${size + 1} created`, { PLIVO_IF_EXISTS: "adopt" });
    const live = await stack.emulator.liveParties();
    const different = new Set(live).size;
    const counts = { missing: size - different, doubled: live.length - different };
    return Object.entries(counts).map(([what, count]) => [
      `${what} after kill -9 and adopt`,
      formatCount(size),
      "",
      formatCount(count),
    ]);
  } finally {
    await stack.close();
  }
}

async function killHalfWay(stack: BenchStack, requests: number): Promise<void> {
  const running = stack.start("up");
  const ended = running.outcome.then(() => {
    throw new Error("The up ended before it was killed.");
  });
  while ((await stack.emulator.requestCount()) < requests) {
    await Promise.race([setTimeout(100), ended]);
  }
  await running.kill();
  await ended.catch(() => undefined);
}
