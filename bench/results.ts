/** One line of what a run prints: a ratio to a baseline, a count or a size. */
export type Row = [work: string, sessions: string, against: string, result: string];

/** What every case is told. */
export interface Settings {
  /** Numbers of sessions. */
  readonly sizes: readonly number[];
  /** Whose operations are measured. Default: all. */
  readonly chosen?: readonly string[] | undefined;
  /** How often each case is measured. */
  readonly rounds: number;
  /** Shows what is measured now. */
  readonly note: (text: string) => void;
}

/** A row for each baseline: the median of our measurements divided by that of the baseline's. */
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

/** "1,000"; nothing for undefined. */
export function formatCount(count: number | undefined): string {
  return count?.toLocaleString("en-GB") ?? "";
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const last = sorted.length - 1;
  return ((sorted[Math.floor(last / 2)] ?? NaN) + (sorted[Math.ceil(last / 2)] ?? NaN)) / 2;
}
