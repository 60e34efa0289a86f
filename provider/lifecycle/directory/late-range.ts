import { clockSkewMs, lateCommitMs } from "../listing";
import type { TimeRange } from "./list-pages";

/** Plivo's times are in whole seconds. */
const dateStepMs = 1_000;

/**
 * The range of `created_time` in which a first listing can miss sessions, because Plivo shows some late. It
 * ends with that listing, by either of Plivo's clocks: later listings have all later sessions.
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
   * The range that a later listing must list again. Undefined: none. The last one is for the first listing
   * that starts `lateCommitMs` after the first.
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
