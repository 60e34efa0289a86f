/** A line of the result: a ratio to a baseline, a count or a size. */
export type Row = [work: string, sessions: string, against: string, result: string];

export interface Settings {
  readonly sizes: readonly number[];
  /** The rivals to measure. Default: all. */
  readonly chosen?: readonly string[] | undefined;
  readonly rounds: number;
  readonly note: (text: string) => void;
}

/** A row for each baseline: the median of our values divided by the baseline's median. */
export function ratios(
  [work, sessions]: readonly [string, number | undefined],
  ours: readonly number[],
  baselines: Readonly<Record<string, readonly number[]>>,
): Row[] {
  return Object.entries(baselines).map(([against, theirs]) => {
    const ratio = median(ours) / median(theirs);
    return [work, formatCount(sessions), against, String(Number(ratio.toPrecision(3)))];
  });
}

/** "1,000". Empty if undefined. */
export function formatCount(count: number | undefined): string {
  return count?.toLocaleString("en-GB") ?? "";
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const last = sorted.length - 1;
  return ((sorted[Math.floor(last / 2)] ?? NaN) + (sorted[Math.ceil(last / 2)] ?? NaN)) / 2;
}
