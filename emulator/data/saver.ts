/** Runs one save at a time. Changes during a save are covered by the next one. */
export class Saver {
  readonly #save: () => Promise<void>;
  /** The save in progress, or the last one. */
  #current: Promise<void> = Promise.resolve();
  /** The save after that. */
  #next: Promise<void> | undefined;
  #failed = false;

  /** @param save saves the state at the moment of the call. */
  constructor(save: () => Promise<void>) {
    this.#save = save;
  }

  /** Requests a save of the changes so far. */
  requestSave(): void {
    this.#next ??= this.#saveNext(this.#current);
    // Callers of whenSaved() get the failure. Without a caller it must not end the process.
    this.#next.catch(() => undefined);
  }

  /** Resolves when all changes so far are saved. Rejects if that failed; the next call tries again. */
  whenSaved(): Promise<void> {
    if (this.#failed) this.requestSave();
    return this.#next ?? this.#current;
  }

  async #saveNext(previous: Promise<void>): Promise<void> {
    await previous.catch(() => undefined);
    this.#current = this.#next ?? this.#current;
    this.#next = undefined;
    try {
      await this.#save();
      this.#failed = false;
    } catch (error) {
      this.#failed = true;
      throw error;
    }
  }
}
