import type { Samples } from "../samples.ts";
import type { SeriesName } from "../series.ts";

/** Where the seconds of an `up` that makes all sessions go. */
export interface Breakdown {
  readonly size: number;
  readonly total: number;
  /** Engine, program and processes, before there is any session to speak of. */
  readonly start: number;
  /** The engine's own work on the sessions. */
  readonly engine: number;
  /** Writing the whole state again at each step; undefined where that is skipped. */
  readonly checkpoints: number | undefined;
  /** The provider and the answers of the API, as far as the engine waits for them. */
  readonly provider: number;
}

const up = "up, s";

/** Undefined where something of it was not measured. Differences of measurements: one may come out a little below zero. */
export function breakdown(samples: Samples, size: number): Breakdown | undefined {
  const seconds = (series: SeriesName, of = size) => samples.median(series, of, up);
  const [start, bare] = [seconds("oneLineSkipped", 1), seconds("oneLineSkipped")];
  if (start === undefined || bare === undefined) return undefined;
  const engine = bare - start;
  const [total, floor] = [seconds("provider"), seconds("oneLine")];
  if (total !== undefined && floor !== undefined) {
    return { size, total, start, engine, checkpoints: floor - bare, provider: total - floor };
  }
  const skipped = seconds("providerSkipped");
  if (skipped === undefined) return undefined;
  return { size, total: skipped, start, engine, checkpoints: undefined, provider: skipped - bare };
}

/**
 * By which power of the number of sessions a figure grows between two sizes: 1 is linear, 2 quadratic. What there is with one session
 * is taken off. Undefined where it was not measured, or does not grow.
 */
export function growthPower(
  samples: Samples,
  series: SeriesName,
  figure: string,
  [small, large]: readonly [number, number],
): number | undefined {
  const fixed = samples.median(series, 1, figure);
  const [from, to] = [samples.median(series, small, figure), samples.median(series, large, figure)];
  if (fixed === undefined || from === undefined || to === undefined || from <= fixed || to <= fixed) {
    return undefined;
  }
  return Math.log((to - fixed) / (from - fixed)) / Math.log(large / small);
}
