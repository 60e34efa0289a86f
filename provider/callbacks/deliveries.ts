import type { CallbackEvent } from "./events";
import { CallbackBusyError } from "./errors";
import { placeOf } from "./identity";
import type { EventContext, EventOrder } from "./order";
import type { CallbackStore } from "./store";

/** How a callback has ended: handled, now or before; not handled; or not taken in. */
export type Outcome = "done" | "failed" | "busy";

/** A callback on its way. */
export interface Delivery {
  readonly outcome: Promise<Outcome>;
  /** Whether it has been claimed in the store, so that a repetition would be recognised. */
  taken: boolean;
}

export interface DeliveriesOptions {
  readonly store: CallbackStore;
  readonly order: EventOrder;
  /** Milliseconds after which a claimed callback may be claimed by another process. */
  readonly lease: number;
  /** Callbacks that are under way at once. */
  readonly maxPending: number;
  readonly handOn: (event: CallbackEvent, context: EventContext) => unknown;
  /** Is told what has failed. */
  readonly tell: (error: unknown, event: CallbackEvent) => void;
}

/** Claims each callback, hands it on in its turn, and notes that it has been handled, or that it has not. */
export class Deliveries {
  readonly #options: DeliveriesOptions;
  readonly #underWay = new Map<string, Delivery>();

  constructor(options: DeliveriesOptions) {
    this.#options = options;
  }

  /** A repetition of what is under way shares its end. */
  take(event: CallbackEvent, key: string): Delivery {
    const known = this.#underWay.get(key);
    if (known !== undefined) return known;
    if (this.#underWay.size >= this.#options.maxPending) return this.#refused(event);
    const started: Delivery = {
      // Ends later than here even where a store throws at once, and so is noted before it is taken away.
      outcome: this.#deliver(event, key, () => (started.taken = true)).finally(() =>
        this.#underWay.delete(key),
      ),
      taken: false,
    };
    this.#underWay.set(key, started);
    return started;
  }

  #refused(event: CallbackEvent): Delivery {
    const { maxPending, tell } = this.#options;
    tell(new CallbackBusyError(`${maxPending} others are under way: onEvent is too slow, or hangs`), event);
    return { outcome: Promise.resolve("busy"), taken: false };
  }

  async #deliver(event: CallbackEvent, key: string, onTaken: () => void): Promise<Outcome> {
    const { store, lease, tell } = this.#options;
    try {
      const claim = await store.claim(key, lease);
      if (claim === "done") return "done";
      if (claim === "pending") {
        tell(new CallbackBusyError("another process has it under way"), event);
        return "busy";
      }
      onTaken();
      return await this.#handOn(event, key);
    } catch (error) {
      tell(error, event);
      return "failed";
    }
  }

  async #handOn(event: CallbackEvent, key: string): Promise<Outcome> {
    const { store, order, handOn, tell } = this.#options;
    try {
      await order.take(placeOf(event), (context) => handOn(event, context));
    } catch (error) {
      tell(error, event);
      await store.release(key);
      return "failed";
    }
    try {
      await store.complete(key);
    } catch (error) {
      // The event is handled all the same; a repetition may be handled once more.
      tell(error, event);
    }
    return "done";
  }
}
