/** Which sessions this process knows to belong to a resource, so that no other resource takes one over. */
export class OwnedSessions {
  readonly #known = new Set<string>();
  readonly #adopted = new Set<string>();
  readonly #kept = new Set<string>();

  /** Notes a session that a resource has: seen in a diff, a read, an update or a delete, or made here. */
  add(sessionUuid: string): void {
    this.#known.add(sessionUuid);
  }

  has(sessionUuid: string): boolean {
    return this.#known.has(sessionUuid);
  }

  /** Takes a session for a resource that is being created; false where it has an owner already. */
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

  /** Notes that a resource keeps its session in this run: nothing about it changes, or it has been updated in place. */
  keep(sessionUuid: string): void {
    this.#kept.add(sessionUuid);
  }

  /** Notes that a resource gives its session up in this run: it is replaced. */
  release(sessionUuid: string): void {
    this.#kept.delete(sessionUuid);
  }

  /**
   * Why a session that a resource would end belongs to another one all the same; undefined: it does not. After a run that
   * failed between taking over and ending, the state has one session twice.
   */
  otherOwner(sessionUuid: string): "adopted" | "kept" | undefined {
    if (this.#adopted.has(sessionUuid)) return "adopted";
    return this.#kept.has(sessionUuid) ? "kept" : undefined;
  }
}
