/** How many steps run in parallel by default. */
export const defaultParallel = 8;

/** Runs work in parallel, up to a limit. Once stopped, it begins nothing more. */
export class Workers {
  readonly #limit: number;
  readonly #isStopped: () => boolean;
  readonly #waiting: (() => Promise<void>)[] = [];
  readonly #running = new Set<Promise<void>>();

  constructor(limit: number, isStopped: () => boolean) {
    this.#limit = limit;
    this.#isStopped = isStopped;
  }

  /** @param work does not reject. */
  add(work: () => Promise<void>): void {
    this.#waiting.push(work);
    this.#begin();
  }

  /** Resolves when nothing runs or will run. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.race(this.#running);
  }

  #begin(): void {
    while (this.#running.size < this.#limit && !this.#isStopped()) {
      const work = this.#waiting.shift();
      if (work === undefined) return;
      const running = work().then(() => {
        this.#running.delete(running);
        this.#begin();
      });
      this.#running.add(running);
    }
  }
}
