/** The parts of an emulator that can change. */
export type Part = "sessions" | "requests" | "calls" | "callbacks" | "clock" | "faults" | "pool";

/** Notifies the console and the data file of changes. */
export class Changes {
  readonly #listeners = new Set<(part: Part) => void>();

  notify(part: Part): void {
    for (const listener of this.#listeners) listener(part);
  }

  /** Calls `listener` at each change. Returns a function that stops this. */
  listen(listener: (part: Part) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }
}
