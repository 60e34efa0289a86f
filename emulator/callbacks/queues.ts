/** The number of sessions that are processed in parallel. */
const maxConcurrentSessions = 100;

/** A queue for each session: items of one session are processed in order. */
export class SessionQueues<Item> {
  readonly #process: (item: Item) => Promise<void>;
  #queues = new Map<string, Item[]>();
  readonly #busy = new Set<Item[]>();
  #waiting = 0;
  #idle: (() => void)[] = [];

  /** @param work processes an item; it never rejects. */
  constructor(work: (item: Item) => Promise<void>) {
    this.#process = work;
  }

  /** The number of items that are not yet started. */
  get waiting(): number {
    return this.#waiting;
  }

  add(session: string, item: Item): void {
    this.#waiting += 1;
    const queue = this.#queues.get(session);
    if (queue) queue.push(item);
    else this.#queues.set(session, [item]);
    this.#startQueues();
  }

  /** Resolves if nothing is waiting or in flight. */
  whenSettled(): Promise<void> {
    if (this.#isIdle()) return Promise.resolve();
    return new Promise((resolve) => {
      this.#idle.push(resolve);
    });
  }

  /** Drops the waiting items, and no longer waits for those in flight. */
  clear(): void {
    this.#queues = new Map();
    this.#busy.clear();
    this.#waiting = 0;
    this.#resolveIfIdle();
  }

  #isIdle(): boolean {
    return this.#waiting === 0 && this.#busy.size === 0;
  }

  #resolveIfIdle(): void {
    if (!this.#isIdle()) return;
    for (const resolve of this.#idle.splice(0)) resolve();
  }

  /** Starts as many queues as the limit allows. A queue that had its turn moves to the end. */
  #startQueues(): void {
    for (const [session, queue] of this.#queues) {
      if (this.#busy.size >= maxConcurrentSessions) return;
      if (this.#busy.has(queue)) continue;
      const item = queue.shift();
      if (item === undefined) continue;
      this.#waiting -= 1;
      this.#busy.add(queue);
      void this.#processItem(session, queue, item);
    }
  }

  async #processItem(session: string, queue: Item[], item: Item): Promise<void> {
    await this.#process(item);
    if (!this.#busy.delete(queue)) return;
    this.#queues.delete(session);
    if (queue.length > 0) this.#queues.set(session, queue);
    this.#startQueues();
    this.#resolveIfIdle();
  }
}
