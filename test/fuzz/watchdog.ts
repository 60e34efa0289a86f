import path from "node:path";
import { Worker } from "node:worker_threads";
import { repositoryRoot } from "../../tools/repository.ts";

const thread = path.join(repositoryRoot(), "test", "fuzz", "watchdog-thread.cjs");

/** A call has not ended in time. */
export class HangError extends Error {}

/**
 * Ends the whole process where one call blocks it, which nothing within the blocked thread could: jest then reports the worker
 * as terminated. What merely lasts too long, or never settles, is an error of that call.
 */
export class Watchdog {
  readonly #calls = new Int32Array(new SharedArrayBuffer(4));
  readonly #limit: number;
  readonly #thread: Worker;

  /** @param limit milliseconds that a call may take; the process is ended between `patience` and twice as much. */
  constructor(limit: number, patience = 60_000) {
    this.#limit = limit;
    this.#thread = new Worker(thread, { workerData: { calls: this.#calls, limit: patience } });
    this.#thread.unref();
  }

  /** The call's outcome. @throws HangError where there is none in time. */
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

  /** A call that blocks its thread ends before the timer of its deadline can. */
  #assertInTime(began: number): void {
    const taken = performance.now() - began;
    if (taken > this.#limit) throw new HangError(`the call took ${Math.round(taken)} ms`);
  }

  async stop(): Promise<void> {
    await this.#thread.terminate();
  }
}
