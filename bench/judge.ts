import type { Bar } from "./bars.ts";
import type { Samples } from "./samples.ts";

/** A bar and what came of it. */
export interface Judged extends Omit<Bar, "value"> {
  readonly value: number | null;
  /** Null where it was not measured. */
  readonly holds: boolean | null;
}

/** Holds the measurements against the bars. */
export function judge(all: readonly Bar[], samples: Samples): Judged[] {
  return all.map(({ value: measure, ...bar }) => {
    const value = measure(samples) ?? null;
    return { ...bar, value, holds: value === null ? null : holds(bar, value) };
  });
}

function holds({ kind, bar }: Pick<Bar, "kind" | "bar">, value: number): boolean {
  return kind === "at most" ? value <= bar : value >= bar;
}
