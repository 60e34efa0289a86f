import { ratios, type Row, type Settings } from "../results.ts";
import type { Operation } from "./process.ts";
import { BenchStack } from "./stack.ts";

/** Above this size, writing the state at each step would take hours. */
const isLarge = (size: number) => size > 1_000;

/** Plivo's rate limit: 300 requests in 5 seconds for each account. */
const requestsPerSecond = 60;

/** The operations in order, with the CLI's summary. It counts the stack as a resource. */
const steps: readonly [title: string, operation: Operation, summary: (count: number) => string][] = [
  ["preview", "preview", (count) => `+ ${count} to create`],
  ["up", "up", (count) => `+ ${count} created`],
  ["up without changes", "up", (count) => `${count} unchanged`],
  ["refresh", "refresh", (count) => `${count} unchanged`],
  ["destroy", "destroy", (count) => `- ${count} deleted`],
];

const rivals = {
  dynamic: "pulumi-plivo-masking",
  native: "pulumi-plivo-masking/native",
  "no-op": "../rivals/no-op.cjs",
  "Plivo's SDK": "../rivals/sdk.cjs",
} as const;
type Rival = keyof typeof rivals;

export const rivalNames = Object.keys(rivals) as Rival[];

type Samples = Record<string, Partial<Record<Rival, number[]>>>;

/**
 * Measures a stack's operations for each size: the dynamic provider against the no-op and a provider on
 * Plivo's SDK, and the native provider against the dynamic one.
 */
export async function measureOperations({ sizes, rounds, chosen, note }: Settings): Promise<Row[]> {
  const names = rivalNames.filter((name) => chosen === undefined || chosen.includes(name));
  const rows: Row[] = [];
  for (const size of sizes) {
    const samples: Samples = {};
    // Plivo's SDK has no rate limit, so it cannot create many thousands.
    const participants = names.filter((name) => name !== "Plivo's SDK" || !isLarge(size));
    for (let round = 1; round <= rounds; round += 1) {
      await measureRound(participants, size, samples, (text) => {
        note(`round ${round}, ${size} sessions: ${text}`);
      });
    }
    rows.push(...rowsOf(size, samples));
  }
  return rows;
}

/** Runs all operations for each rival, alternating after each operation. */
async function measureRound(
  names: readonly Rival[],
  size: number,
  samples: Samples,
  note: (text: string) => void,
): Promise<void> {
  const stacks: [Rival, BenchStack][] = [];
  const add = (what: string, name: Rival, value: number) => {
    ((samples[what] ??= {})[name] ??= []).push(value);
  };
  try {
    for (const name of names) stacks.push([name, await BenchStack.open(rivals[name], size, isLarge(size))]);
    for (const [title, operation, summary] of steps) {
      for (const [name, stack] of stacks) {
        note(`${title}, ${name}`);
        const { seconds, peakBytes } = await stack.run(operation, summary(size + 1));
        add(title, name, seconds);
        if (title !== "up") continue;
        add("size of the state", name, await stack.stateBytes());
        add("memory of the program", name, peakBytes);
      }
    }
  } finally {
    for (const [, stack] of stacks) await stack.close();
  }
}

function rowsOf(size: number, samples: Samples): Row[] {
  const limit = isLarge(size) ? { "the rate limit": [size / requestsPerSecond] } : {};
  return Object.entries(samples).flatMap(([what, { dynamic, native, ...baselines }]) => {
    const bound = what === "up" || what === "destroy" ? limit : {};
    return [
      ...(dynamic === undefined ? [] : ratios([what, size], dynamic, { ...baselines, ...bound })),
      ...(native === undefined
        ? []
        : ratios([`${what}, native`, size], native, { ...(dynamic && { dynamic }), ...bound })),
    ];
  });
}
