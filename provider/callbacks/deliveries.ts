import type { CallbackEvent } from "./events";
import { CallbackBusyError, CallbackSignatureError } from "./errors";
import { placeOf, type CallbackKeys } from "./identity";
import type { EventContext, EventOrder } from "./order";
import type { CallbackStore } from "./store";

/** How a callback has ended: handled, now or before; not handled; not taken in; or refused, since its attributes were merged. */
export type Outcome = "done" | "failed" | "busy" | "altered";

/** A callback on its way. */
export interface Delivery {
  readonly outcome: Promise<Outcome>;
  /** Whether its event has been claimed in the store, so that a repetition would be recognised. */
  readonly taken: boolean;
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
  readonly tell: (error: unknown, event?: CallbackEvent) => void;
}

/**
 * Claims each request and then its event, hands that on in its turn, and notes that both have been handled, or that they have not. A request of its
 * own that repeats an event is noted as well, so that it cannot be made into another event afterwards.
 */
export class Deliveries {
  readonly #options: DeliveriesOptions;
  readonly #requests = new Map<string, Delivery>();
  readonly #events = new Map<string, Delivery>();

  constructor(options: DeliveriesOptions) {
    this.#options = options;
  }

  /**
   * A repetition of what is under way shares its end.
   *
   * @param altered whether the attributes of a signed request were merged: a repetition then, or refused
   */
  take(event: CallbackEvent, keys: CallbackKeys, altered: boolean): Delivery {
    const known = this.#requests.get(keys.request);
    if (known !== undefined) return known;
    if (this.#requests.size >= this.#options.maxPending) return this.#refused(event);
    let ofEvent: Delivery | undefined;
    const outcome = this.#claiming(event, keys.request, () => {
      if (altered) return this.#altered();
      ofEvent = this.#events.get(keys.event) ?? this.#start(event, keys.event);
      return ofEvent.outcome;
    });
    const started: Delivery = {
      outcome,
      get taken() {
        return ofEvent?.taken === true;
      },
    };
    return underWay(this.#requests, keys.request, started);
  }

  #refused(event: CallbackEvent): Delivery {
    const { maxPending, tell } = this.#options;
    tell(new CallbackBusyError(`${maxPending} others are under way: onEvent is too slow, or hangs`), event);
    return { outcome: Promise.resolve("busy"), taken: false };
  }

  #altered(): Promise<Outcome> {
    this.#options.tell(new CallbackSignatureError("altered"));
    return Promise.resolve("altered");
  }

  #start(event: CallbackEvent, key: string): Delivery {
    const started: { outcome: Promise<Outcome>; taken: boolean } = {
      outcome: this.#claiming(event, key, () => {
        started.taken = true;
        return this.#handOn(event);
      }),
      taken: false,
    };
    return underWay(this.#events, key, started);
  }

  /** Claims a key for the time of this work, and notes how that has ended. Never rejects. */
  async #claiming(event: CallbackEvent, key: string, work: () => Promise<Outcome>): Promise<Outcome> {
    const { store, lease, tell } = this.#options;
    try {
      const claim = await store.claim(key, lease);
      if (claim === "done") return "done";
      if (claim === "pending") {
        tell(new CallbackBusyError("another process has it under way"), event);
        return "busy";
      }
    } catch (error) {
      tell(error, event);
      return "failed";
    }
    const outcome = await work();
    await this.#note(event, key, outcome);
    return outcome;
  }

  async #note(event: CallbackEvent, key: string, outcome: Outcome): Promise<void> {
    const { store, tell } = this.#options;
    try {
      await (outcome === "done" ? store.complete(key) : store.release(key));
    } catch (error) {
      // It has ended so all the same; a repetition may be handled once more, or only when the claim is over.
      tell(error, event);
    }
  }

  async #handOn(event: CallbackEvent): Promise<Outcome> {
    const { order, handOn, tell } = this.#options;
    try {
      await order.take(placeOf(event), (context) => handOn(event, context));
      return "done";
    } catch (error) {
      tell(error, event);
      return "failed";
    }
  }
}

function underWay(deliveries: Map<string, Delivery>, key: string, delivery: Delivery): Delivery {
  deliveries.set(key, delivery);
  // Before whoever waits for the end goes on.
  void delivery.outcome.finally(() => deliveries.delete(key));
  return delivery;
}
