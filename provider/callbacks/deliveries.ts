import type { CallbackEvent } from "./events";
import { CallbackBusyError, CallbackSignatureError } from "./errors";
import { positionOf, type CallbackKeys } from "./identity";
import type { EventContext, EventOrder } from "./order";
import type { CallbackStore } from "./store";

/** How a callback has ended: handled, now or before; not handled; not taken in; or refused, since its attributes were merged. */
export type Outcome = "done" | "failed" | "busy" | "altered";

/** A callback on its way. */
export interface Delivery {
  readonly outcome: Promise<Outcome>;
  /** Whether its event has been claimed in the store, so that a repetition would be recognised. */
  readonly isClaimed: boolean;
}

export interface DeliveriesOptions {
  readonly store: CallbackStore;
  readonly order: EventOrder;
  /** Milliseconds after which a claimed callback may be claimed by another process. */
  readonly leaseMs: number;
  /** Callbacks that are under way at once. */
  readonly maxPending: number;
  readonly dispatch: (event: CallbackEvent, context: EventContext) => unknown;
  /** Is told what has failed. */
  readonly reportError: (error: unknown, event?: CallbackEvent) => void;
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
  accept(event: CallbackEvent, keys: CallbackKeys, altered: boolean): Delivery {
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
      get isClaimed() {
        return ofEvent?.isClaimed === true;
      },
    };
    return track(this.#requests, keys.request, started);
  }

  #refused(event: CallbackEvent): Delivery {
    const { maxPending, reportError } = this.#options;
    reportError(
      new CallbackBusyError(`${maxPending} others are under way: onEvent is too slow, or hangs`),
      event,
    );
    return { outcome: Promise.resolve("busy"), isClaimed: false };
  }

  #altered(): Promise<Outcome> {
    this.#options.reportError(new CallbackSignatureError("altered"));
    return Promise.resolve("altered");
  }

  #start(event: CallbackEvent, key: string): Delivery {
    const started: { outcome: Promise<Outcome>; isClaimed: boolean } = {
      outcome: this.#claiming(event, key, () => {
        started.isClaimed = true;
        return this.#dispatch(event);
      }),
      isClaimed: false,
    };
    return track(this.#events, key, started);
  }

  /** Claims a key for the time of this work, and notes how that has ended. Never rejects. */
  async #claiming(event: CallbackEvent, key: string, work: () => Promise<Outcome>): Promise<Outcome> {
    const { store, leaseMs, reportError } = this.#options;
    try {
      const claim = await store.claim(key, leaseMs);
      if (claim === "done") return "done";
      if (claim === "pending") {
        reportError(new CallbackBusyError("another process has it under way"), event);
        return "busy";
      }
    } catch (error) {
      reportError(error, event);
      return "failed";
    }
    const outcome = await work();
    await this.#note(event, key, outcome);
    return outcome;
  }

  async #note(event: CallbackEvent, key: string, outcome: Outcome): Promise<void> {
    const { store, reportError } = this.#options;
    try {
      await (outcome === "done" ? store.complete(key) : store.release(key));
    } catch (error) {
      // It has ended so all the same; a repetition may be handled once more, or only when the claim is over.
      reportError(error, event);
    }
  }

  async #dispatch(event: CallbackEvent): Promise<Outcome> {
    const { order, dispatch, reportError } = this.#options;
    try {
      await order.schedule(positionOf(event), (context) => dispatch(event, context));
      return "done";
    } catch (error) {
      reportError(error, event);
      return "failed";
    }
  }
}

function track(deliveries: Map<string, Delivery>, key: string, delivery: Delivery): Delivery {
  deliveries.set(key, delivery);
  // Before whoever waits for the end goes on.
  void delivery.outcome.finally(() => deliveries.delete(key));
  return delivery;
}
