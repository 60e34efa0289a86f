/** Which sessions this process knows to belong to a resource, so that no other resource takes one over. */
export class OwnedSessions {
  readonly #known = new Set<string>();
  readonly #adopted = new Set<string>();

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
}
