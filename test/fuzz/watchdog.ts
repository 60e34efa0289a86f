import path from "node:path";
import { Worker } from "node:worker_threads";
import { repositoryRoot } from "../../tools/repository.ts";

const thread = path.join(repositoryRoot(), "test", "fuzz", "watchdog-thread.cjs");

/** A call did not end in time. */
export class HangError extends Error {}

/**
 * Kills the process if a call blocks its thread, since nothing in that thread can. Jest then reports the
 * worker as terminated. A call that takes too long or never settles gets an error.
 */
export class Watchdog {
  readonly #calls = new Int32Array(new SharedArrayBuffer(4));
  readonly #limit: number;
  readonly #thread: Worker;

  /**
   * @param limit the milliseconds that a call may take. A blocked process is killed after once to twice
   * `patience`.
   */
  constructor(limit: number, patience = 60_000) {
    this.#limit = limit;
    this.#thread = new Worker(thread, { workerData: { calls: this.#calls, limit: patience } });
    this.#thread.unref();
  }

  /** The call's outcome. @throws HangError if there is none in time. */
  async watch<T>(call: () => Promise<T>): Promise<T> {
    Atomics.add(this.#calls, 0, 1);
    const began = performance.now();
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new HangError(`no outcome within ${this.#limit} ms`)), this.#limit);
    });
    try {
      const outcome = await Promise.race([call(), deadline]);
      this.#assertInTime(began);
      return outcome;
    } catch (error) {
      this.#assertInTime(began);
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  /** A call that blocks its thread ends before its timer can fire. */
  #assertInTime(began: number): void {
    const taken = performance.now() - began;
    if (taken > this.#limit) throw new HangError(`the call took ${Math.round(taken)} ms`);
  }

  async stop(): Promise<void> {
    await this.#thread.terminate();
  }
}
