/** What an emulator holds that can change. */
export type Part = "sessions" | "requests" | "calls" | "callbacks" | "clock" | "faults" | "pool";

/** Tells whoever looks at the emulator, or saves it, that a part of it has changed. */
export class Changes {
  readonly #listeners = new Set<(part: Part) => void>();

  notify(part: Part): void {
    for (const listener of this.#listeners) listener(part);
  }

  /** Calls back at each change; answers a function that ends this. */
  listen(listener: (part: Part) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }
}
