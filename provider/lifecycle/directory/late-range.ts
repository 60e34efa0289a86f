import { clockSkewMs, lateCommitMs } from "../listing";
import type { TimeRange } from "./list-pages";

/** Plivo dates in whole seconds. */
const dateStepMs = 1_000;

/**
 * The range of `created_time` that a first listing can miss sessions of, since Plivo shows some late: from
 * just before that listing up to it, by either of Plivo's clocks. Later sessions are listed anyway.
 */
export class LateRange {
  readonly #from: number;
  #to: number;
  /** The first listing's cutoff; undefined once a later one has been seen. */
  #firstCutoff: number | undefined;
  /** By the clock's elapsed milliseconds. */
  readonly #until: number;
  #isOver = false;

  /**
   * @param now Plivo's time.
   * @param requestedAt when the first listing began, by the clock's elapsed milliseconds.
   */
  constructor(cutoff: number, now: number, requestedAt: number) {
    this.#from = Math.max(cutoff, now - clockSkewMs) - lateCommitMs;
    this.#to = Math.max(cutoff, now) + dateStepMs;
    this.#firstCutoff = cutoff;
    this.#until = requestedAt + lateCommitMs;
  }

  /**
   * What the next listing must list again; undefined: nothing. The last one is the first after all could be
   * shown.
   */
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
