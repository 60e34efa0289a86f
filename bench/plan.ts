import type { BenchCase } from "./case.ts";
import { measureClients } from "./client/measure.ts";
import { alternate, type Lives } from "./engine/growth.ts";
import { killAndAdopt } from "./engine/kill.ts";
import { allSteps } from "./engine/steps.ts";
import { measureTable, shardCounts } from "./engine/table-example.ts";
import { measureCheckDiff } from "./provider/check-diff.ts";
import { measureSizes } from "./provider/sizes.ts";
import { measureStarts } from "./provider/start.ts";
import type { Sizes } from "./sizes.ts";

/** Stacks of these sizes beside each other. */
function lives(of: (sizes: Sizes) => Lives): BenchCase["run"] {
  return ({ round, sizes, note, add }) => alternate(of(sizes), round, note, add);
}

const four = ["provider", "closure", "oneLine", "sdk"] as const;
const skipped = ["providerSkipped", "oneLineSkipped"] as const;

/** All cases, in the order in which they are begun. Later rounds come after the first ones of all. */
export const cases = {
  package: {
    rounds: { short: 1, full: 1 },
    minutes: 1,
    run: async ({ add }) => {
      add(await measureSizes());
    },
  },
  "check-diff": {
    rounds: { short: 3, full: 5 },
    minutes: 0.5,
    run: async ({ add }) => {
      add(await measureCheckDiff(10_000));
    },
  },
  start: {
    rounds: { short: 7, full: 11 },
    minutes: 0.5,
    run: async ({ round, add }) => {
      add(await measureStarts(round));
    },
  },
  client: {
    rounds: { short: 3, full: 5 },
    minutes: 1,
    run: async ({ round, note, add }) => {
      add(await measureClients(round, note));
    },
  },
  fixed: {
    rounds: { short: 1, full: 2 },
    minutes: 0.5,
    run: lives(() => ({ series: ["oneLineSkipped"], sizes: [1, 100], steps: ["up"] })),
  },
  "thousand-skipped": {
    rounds: { short: 1, full: 2 },
    minutes: 2,
    run: lives(({ thousand }) => ({ series: skipped, sizes: [thousand], steps: allSteps })),
  },
  growth: {
    rounds: { short: 1, full: 2 },
    minutes: 3.5,
    run: lives(() => ({ series: four, sizes: [1, 10, 100], steps: allSteps })),
  },
  "three-hundred": {
    rounds: { short: 1, full: 2 },
    minutes: 2.5,
    run: lives(() => ({ series: four, sizes: [300], steps: allSteps })),
  },
  thousand: {
    rounds: { short: 0, full: 2 },
    minutes: 20,
    run: lives(({ thousand }) => ({
      series: [...four, "providerAtOnce", "providerParallel"],
      sizes: [thousand],
      steps: allSteps,
    })),
  },
  "ten-thousand": {
    rounds: { short: 0, full: 1 },
    minutes: 12,
    run: lives(({ tenThousand }) => ({
      series: skipped,
      sizes: [tenThousand],
      steps: ["preview", "up", "unchanged", "refresh", "destroy"],
    })),
  },
  kill: {
    rounds: { short: 0, full: 1 },
    minutes: 6,
    run: async ({ sizes, note, add }) => {
      add(await killAndAdopt(sizes.tenThousand, note));
    },
  },
  "from-a-table": {
    rounds: { short: 0, full: 1 },
    minutes: 2,
    run: async ({ sizes, note, add }) => {
      for (const shards of shardCounts) {
        note(`a table of ${sizes.thousand} in ${shards} stacks`);
        add(await measureTable(sizes.thousand, shards));
      }
    },
  },
} as const satisfies Record<string, BenchCase>;

export type CaseName = keyof typeof cases;
export const caseNames = Object.keys(cases) as CaseName[];
