/**
 * Saves after changes, one save at a time: what changes while one is under way is in the next, however much it is.
 */
export class Saver {
  readonly #save: () => Promise<void>;
  /** The save that is under way, or the last one. */
  #current: Promise<void> = Promise.resolve();
  /** The one that begins after that. */
  #next: Promise<void> | undefined;
  #failed = false;

  /** @param save saves all that there is at the moment of the call */
  constructor(save: () => Promise<void>) {
    this.#save = save;
  }

  /** Takes note of a change. */
  requestSave(): void {
    this.#next ??= this.#saveNext(this.#current);
    // Whoever waits learns of a failure; that nobody waits is no reason to end the process.
    this.#next.catch(() => undefined);
  }

  /** Resolves once all that has changed by now is saved. Rejects where that failed; the next call tries again. */
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
