import { clockSkewMs, lateCommitMs } from "../listing";
import type { TimeRange } from "./list-pages";

/** Plivo dates in whole seconds. */
const dateStepMs = 1_000;

/**
 * The range of sessions that a first listing can miss, since Plivo shows some late: those created just before it, and up to it, by
 * either of Plivo's clocks. Later ones are listed anyway. All times are Plivo's, `requestedAt` apart, which are elapsed ones.
 */
export class LateRange {
  readonly #from: number;
  #to: number;
  /** The first listing's cutoff; undefined once a later one has been seen. */
  #firstCutoff: number | undefined;
  readonly #until: number;
  #isOver = false;

  constructor(cutoff: number, now: number, requestedAt: number) {
    this.#from = Math.max(cutoff, now - clockSkewMs) - lateCommitMs;
    this.#to = Math.max(cutoff, now) + dateStepMs;
    this.#firstCutoff = cutoff;
    this.#until = requestedAt + lateCommitMs;
  }

  /** What the next listing has to list once more, the last one at the earliest when nothing can be late; undefined: nothing. */
  next(cutoff: number, requestedAt: number): TimeRange | undefined {
    if (this.#isOver) return undefined;
    if (this.#firstCutoff !== undefined && cutoff > this.#firstCutoff) {
      this.#to = Math.max(this.#to, cutoff);
      this.#firstCutoff = undefined;
    }
    this.#isOver = requestedAt >= this.#until;
    const range = { from: this.#from, to: Math.min(this.#to, cutoff) };
    return range.from < range.to ? range : undefined;
  }
}
