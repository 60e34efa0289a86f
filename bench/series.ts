import type { EmulatorSettings } from "./emulator/process.ts";
import type { RivalName } from "./rivals/index.ts";

/** One line of the plots: a rival, and under what circumstances it runs. */
export interface Series extends EmulatorSettings {
  /** As tables and plots name it. */
  readonly title: string;
  readonly rival: RivalName;
  /** Whether the engine writes the state after each step, as it does where nothing is said. */
  readonly checkpoints: boolean;
  /** Resources at once. Default: the engine's. */
  readonly parallel?: number;
}

/** Milliseconds that the API takes to answer. */
const latency = 100;
/** What fills the account's rate limit at answer times of up to a second: 60 requests a second. */
const parallel = 64;

export const series = {
  provider: { title: "this provider", rival: "masking", latency, limit: false, checkpoints: true },
  closure: { title: "no-op, closure", rival: "closure", latency, limit: false, checkpoints: true },
  oneLine: { title: "no-op, one line", rival: "one-line", latency, limit: false, checkpoints: true },
  sdk: { title: "Plivo's SDK", rival: "sdk", latency, limit: false, checkpoints: true },
  providerAtOnce: {
    title: "this provider, no latency",
    rival: "masking",
    latency: 0,
    limit: false,
    checkpoints: true,
  },
  providerParallel: {
    title: `this provider, --parallel ${parallel}`,
    rival: "masking",
    latency,
    limit: false,
    checkpoints: true,
    parallel,
  },
  providerSkipped: {
    title: "this provider, checkpoints skipped, rate limit on",
    rival: "masking",
    latency,
    limit: true,
    checkpoints: false,
    parallel,
  },
  oneLineSkipped: {
    title: "no-op, one line, checkpoints skipped",
    rival: "one-line",
    latency,
    limit: true,
    checkpoints: false,
    parallel,
  },
} as const satisfies Record<string, Series>;

export type SeriesName = keyof typeof series;
