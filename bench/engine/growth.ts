import type { Sample } from "../samples.ts";
import { series, type SeriesName } from "../series.ts";
import { BenchStack } from "./bench-stack.ts";
import { steps, type StepName } from "./steps.ts";

/** Stacks of one size that live beside each other. */
export interface Lives {
  readonly series: readonly SeriesName[];
  readonly sizes: readonly number[];
  readonly steps: readonly StepName[];
}

/** Takes the stacks of each size through the steps, step by step in turn, every other round in the opposite order. */
export async function alternate(
  lives: Lives,
  round: number,
  note: (text: string) => void,
  add: (samples: readonly Sample[]) => void,
): Promise<void> {
  const order = round % 2 === 0 ? lives.series : lives.series.toReversed();
  for (const size of lives.sizes) {
    const stacks: [SeriesName, BenchStack][] = [];
    try {
      for (const name of order) stacks.push([name, await BenchStack.open(name, size)]);
      for (const step of lives.steps) {
        for (const [name, stack] of stacks) {
          note(`${steps[step].title} of ${size}, ${series[name].title}`);
          add(await stack.step(step));
        }
      }
    } finally {
      for (const [, stack] of stacks) await stack.close();
    }
  }
}
