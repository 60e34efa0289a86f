import { FaultError, type ArmedFault, type FaultHit, type FaultRequest, type Operation } from "./types";

const maxHits = 1_000;

interface Waiter {
  times: number;
  resolve: () => void;
  reject: (error: Error) => void;
}

/** The number of times that a fault can fire. Null: unlimited. */
function limitOf(fault: FaultRequest): number | null {
  if (fault.kind === "refuse") return 1;
  return fault.kind === "lag" ? null : (fault.times ?? null);
}

/** An armed fault with its counts. */
export class Armed {
  readonly #limit: number | null;
  #matching = 0;
  #claimed = 0;
  #fired = 0;
  readonly #hits: FaultHit[] = [];
  #waiters: Waiter[] = [];
  #disarmed = false;
  /** The number of requests that it holds now. */
  holding = 0;

  constructor(
    readonly id: string,
    readonly fault: FaultRequest,
  ) {
    this.#limit = limitOf(fault);
  }

  /** False after the faults are cleared. */
  get isArmed(): boolean {
    return !this.#disarmed;
  }

  /** The number of requests of its operation so far. */
  get matching(): number {
    return this.#matching;
  }

  /** Counts a request. Returns whether it is of the fault's operation. */
  count(operation: Operation): boolean {
    const matches = this.fault.operation === "any" || this.fault.operation === operation;
    if (matches) this.#matching += 1;
    return matches;
  }

  get canFire(): boolean {
    return this.#limit === null || this.#claimed < this.#limit;
  }

  /** Uses one of its `times` for a request. */
  claim(): void {
    this.#claimed += 1;
  }

  recordHit(hit: FaultHit): void {
    this.#fired += 1;
    this.#hits.push(hit);
    if (this.#hits.length > maxHits) this.#hits.shift();
    const reached = this.#waiters.filter(({ times }) => times <= this.#fired);
    this.#waiters = this.#waiters.filter(({ times }) => times > this.#fired);
    for (const { resolve } of reached) resolve();
  }

  whenFired(times: number): Promise<void> {
    if (!Number.isSafeInteger(times) || times < 1) {
      return Promise.reject(new FaultError("times should be a whole number of 1 or more"));
    }
    if (times <= this.#fired) return Promise.resolve();
    if (this.#limit !== null && times > this.#limit) {
      return Promise.reject(new FaultError(`${this.id} fires ${this.#limit} times at most`));
    }
    return new Promise((resolve, reject) => {
      this.#waiters.push({ times, resolve, reject });
    });
  }

  disarm(): void {
    this.#disarmed = true;
    for (const { times, reject } of this.#waiters.splice(0)) {
      reject(new FaultError(`${this.id} was cleared before it had fired ${times} times`));
    }
  }

  show(): ArmedFault {
    const { id, fault, holding } = this;
    return {
      id,
      fault: { ...fault },
      matching: this.#matching,
      fired: this.#fired,
      hits: this.#hits.map((hit) => ({ ...hit })),
      holding,
    };
  }
}
