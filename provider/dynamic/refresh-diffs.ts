/**
 * Which diffs belong to a refresh: the engine asks for one right after each read, to show drift, and there the clock has no
 * say. Counted, since after a failed run two resources can have one id.
 */
export class RefreshDiffs {
  readonly #open = new Map<string, number>();

  /** Notes that a read was answered, which the engine follows by a diff. */
  expect(id: string): void {
    this.#open.set(id, (this.#open.get(id) ?? 0) + 1);
  }

  /** Takes the diff that has come for a read's own, where one is still to come; false: it is the program's. */
  claim(id: string): boolean {
    const count = this.#open.get(id) ?? 0;
    if (count > 1) this.#open.set(id, count - 1);
    else this.#open.delete(id);
    return count > 0;
  }
}
