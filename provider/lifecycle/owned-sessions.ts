/** The sessions that belong to a resource, as far as this run knows. No other resource may adopt them. */
export class OwnedSessions {
  readonly #known = new Set<string>();
  readonly #adopted = new Set<string>();
  /** The resource that keeps a session, undefined if the host did not name it. */
  readonly #keepers = new Map<string, string | undefined>();
  readonly #keptBy = new Map<string, string>();
  readonly #created = new Set<string>();

  /** Records a session of a resource: from a diff, read, update or delete, or created in this run. */
  add(sessionUuid: string): void {
    this.#known.add(sessionUuid);
  }

  has(sessionUuid: string): boolean {
    return this.#known.has(sessionUuid);
  }

  /** Records that a create adopts an existing session. False if the session has an owner already. */
  adopt(sessionUuid: string): boolean {
    if (this.#known.has(sessionUuid)) return false;
    this.#known.add(sessionUuid);
    this.#adopted.add(sessionUuid);
    return true;
  }

  /** Whether a create of this run adopted the session. */
  wasAdopted(sessionUuid: string): boolean {
    return this.#adopted.has(sessionUuid);
  }

  /**
   * Records that a resource keeps its session in this run, unchanged or updated in place.
   *
   * @param resource undefined if the host does not know it.
   * @returns whether another resource of the state keeps it already.
   */
  keep(sessionUuid: string, resource?: string): boolean {
    const isKept = this.#keepers.has(sessionUuid);
    const keeper = this.#keepers.get(sessionUuid);
    this.#keepers.set(sessionUuid, resource ?? keeper);
    if (resource !== undefined) this.#keptBy.set(resource, sessionUuid);
    return isKept && (keeper === undefined || keeper !== resource);
  }

  /** Records that a resource with this session is being replaced. Another one may keep the session. */
  release(sessionUuid: string, resource?: string): void {
    const keeper = this.#keepers.get(sessionUuid);
    const isAnothers = keeper !== undefined && resource !== undefined && keeper !== resource;
    if (!isAnothers) this.#keepers.delete(sessionUuid);
  }

  /** Records that a resource does not keep its session after all. */
  releaseOf(resource: string): void {
    const sessionUuid = this.#keptBy.get(resource);
    if (sessionUuid !== undefined) this.release(sessionUuid, resource);
  }

  /** Records that a create of this run returned the session. */
  recordCreated(sessionUuid: string): void {
    this.#created.add(sessionUuid);
  }

  /**
   * Why the delete of a resource must not expire its session. Undefined: expire it.
   *
   * After a run that failed between adoption and delete, two resources of the state have one session. A
   * session that was created in this run has one resource.
   */
  reasonToKeepAlive(sessionUuid: string): "adopted" | "kept" | undefined {
    if (this.#adopted.has(sessionUuid)) return "adopted";
    return this.#keepers.has(sessionUuid) && !this.#created.has(sessionUuid) ? "kept" : undefined;
  }
}
