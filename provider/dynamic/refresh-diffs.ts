/**
 * Tells the diffs of a refresh, which ignore expiry, from those of the program. The engine calls diff right
 * after each read of a refresh. Counted, because after a failed run two resources can have one ID.
 */
export class RefreshDiffs {
  readonly #open = new Map<string, number>();

  /** Records a read, which the engine follows by a diff. */
  expect(id: string): void {
    this.#open.set(id, (this.#open.get(id) ?? 0) + 1);
  }

  /** Whether a diff belongs to a recorded read. */
  claim(id: string): boolean {
    const count = this.#open.get(id) ?? 0;
    if (count > 1) this.#open.set(id, count - 1);
    else this.#open.delete(id);
    return count > 0;
  }
}
