/** Which sessions this process knows to belong to a resource, so that no other resource takes one over. */
export class OwnedSessions {
  readonly #known = new Set<string>();
  readonly #adopted = new Set<string>();
  readonly #kept = new Set<string>();
  readonly #created = new Set<string>();

  /** Notes a session that a resource has: seen in a diff, a read, an update or a delete, or made here. */
  add(sessionUuid: string): void {
    this.#known.add(sessionUuid);
  }

  has(sessionUuid: string): boolean {
    return this.#known.has(sessionUuid);
  }

  /**
   * Takes a session for a resource that is being created: one that was there before, or one that a look-up has found, which may be the
   * one to be replaced. False where it has an owner already.
   */
  adopt(sessionUuid: string): boolean {
    if (this.#known.has(sessionUuid)) return false;
    this.#known.add(sessionUuid);
    this.#adopted.add(sessionUuid);
    return true;
  }

  /** Whether a resource that was created in this process has taken the session over. */
  wasAdopted(sessionUuid: string): boolean {
    return this.#adopted.has(sessionUuid);
  }

  /**
   * Notes that a resource keeps its session in this run: nothing about it changes, or it is updated in place.
   *
   * @returns whether another resource of the state keeps it already.
   */
  keep(sessionUuid: string): boolean {
    const isKept = this.#kept.has(sessionUuid);
    this.#kept.add(sessionUuid);
    return isKept;
  }

  /** Notes that a resource gives its session up in this run: it is replaced. */
  release(sessionUuid: string): void {
    this.#kept.delete(sessionUuid);
  }

  /** Notes that a resource with these arguments has been created in this run. */
  recordCreated(declarationKey: string): void {
    this.#created.add(declarationKey);
  }

  /**
   * Why a session that a resource gives up is not to be ended: another resource has it; undefined: end it. After a run that
   * failed between taking over and ending, the state has one session twice. But where a resource with the same arguments has
   * been created, that is what replaces this one: the engine can replace for reasons that no diff knows.
   */
  reasonToKeepAlive(sessionUuid: string, declarationKey: string): "adopted" | "kept" | undefined {
    if (this.#adopted.has(sessionUuid)) return "adopted";
    return this.#kept.has(sessionUuid) && !this.#created.has(declarationKey) ? "kept" : undefined;
  }
}
