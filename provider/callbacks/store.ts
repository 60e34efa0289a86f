import type { CallbackClock } from "./clock";

/**
 * Remembers which callbacks were handled, to drop repetitions: in memory by default. Use a database if
 * several processes receive callbacks, or if the record must survive a restart.
 *
 * A key has at most 250 characters and contains no phone number. Each callback has two keys, which are
 * claimed one after the other: one of its signed request, one of its event. Methods may return a promise. If
 * `claim` fails, the response is 500 and Plivo may send the callback again.
 */
export interface CallbackStore {
  /**
   * Claims a key atomically. Returns
   * - "claimed" if it was free: the caller has it for that time, then it is free again, because a process may
   *   die;
   * - "pending" if another caller has claimed it;
   * - "done" if it was completed.
   */
  claim(key: string, milliseconds: number): Claim | Promise<Claim>;
  /** Records that the callback was handled. Keep that for at least `maxAgeMs`. */
  complete(key: string): unknown;
  /** Frees the key, because the callback could not be handled. */
  release(key: string): unknown;
}

export type Claim = "claimed" | "pending" | "done";

export interface MemoryStoreOptions {
  /** The number of latest keys to remember, two for each callback. Default: 200,000, about 40 MB. */
  readonly maxKeys?: number | undefined;
  /** Replaces the real clock in tests. */
  readonly clock?: Pick<CallbackClock, "now"> | undefined;
}

/** The default store: the memory of one process. */
export class MemoryCallbackStore implements CallbackStore {
  readonly #maxKeys: number;
  readonly #clock: Pick<CallbackClock, "now">;
  /** The end of each claim, in milliseconds since the epoch; infinite once the callback was handled. */
  readonly #claimEnds = new Map<string, number>();

  constructor({ maxKeys = 200_000, clock = Date }: MemoryStoreOptions = {}) {
    this.#maxKeys = maxKeys;
    this.#clock = clock;
  }

  claim(key: string, milliseconds: number): Claim {
    const end = this.#claimEnds.get(key);
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
    this.#claimEnds.delete(key);
  }

  #set(key: string, end: number): void {
    // Deletes first: the map's order must be that of age.
    this.#claimEnds.delete(key);
    this.#claimEnds.set(key, end);
    const [oldest] = this.#claimEnds.keys();
    if (this.#claimEnds.size > this.#maxKeys && oldest !== undefined) this.#claimEnds.delete(oldest);
  }
}
