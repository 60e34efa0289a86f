import type { CallbackClock } from "./clock";

/**
 * Remembers which callbacks have been handled, so that none is handled twice: in memory by default, in a database where several
 * processes receive the callbacks of one account, or where a restart must not forget.
 *
 * A key is a text of up to some hundred characters, without any party's number. Each callback has two, which are claimed one after the other: that of
 * its signed request, and that of its event. Each method may answer at once or by a promise; where one fails, Plivo is asked to send the callback again.
 */
export interface CallbackStore {
  /**
   * Claims a callback, in one indivisible step. "claimed": nobody has it, and this caller has it now, for so many milliseconds, after which it may be claimed
   * anew, since a process may die. "pending": somebody else has claimed it. "done": it has been handled.
   */
  claim(key: string, milliseconds: number): Claim | Promise<Claim>;
  /** The claimed callback has been handled. Keep that for a day, say: Plivo repeats a callback within minutes. */
  complete(key: string): unknown;
  /** The claimed callback could not be handled: it may be claimed anew at once. */
  release(key: string): unknown;
}

export type Claim = "claimed" | "pending" | "done";

export interface MemoryStoreOptions {
  /** How many keys are remembered, the latest ones, two for each callback. Default: 200,000, which takes some 40 MB. */
  readonly maxKeys?: number | undefined;
  /** Default: this machine's. */
  readonly clock?: Pick<CallbackClock, "now"> | undefined;
}

/** The default store: one process's memory. */
export class MemoryCallbackStore implements CallbackStore {
  readonly #maxKeys: number;
  readonly #clock: Pick<CallbackClock, "now">;
  /** When a claim ends, in milliseconds since the epoch; never, once it is handled. */
  readonly #ends = new Map<string, number>();

  constructor({ maxKeys = 200_000, clock = Date }: MemoryStoreOptions = {}) {
    this.#maxKeys = maxKeys;
    this.#clock = clock;
  }

  claim(key: string, milliseconds: number): Claim {
    const end = this.#ends.get(key);
    if (end === Number.POSITIVE_INFINITY) return "done";
    const now = this.#clock.now();
    if (end !== undefined && end > now) return "pending";
    this.#set(key, now + milliseconds);
    return "claimed";
  }

  complete(key: string): void {
    this.#set(key, Number.POSITIVE_INFINITY);
  }

  release(key: string): void {
    this.#ends.delete(key);
  }

  #set(key: string, end: number): void {
    // Deleted first, so that the map's order is that of age.
    this.#ends.delete(key);
    this.#ends.set(key, end);
    const [oldest] = this.#ends.keys();
    if (this.#ends.size > this.#maxKeys && oldest !== undefined) this.#ends.delete(oldest);
  }
}
