import type { CallbackEvent } from "./events";
import { CallbackBusyError, CallbackSignatureError } from "./errors";
import { positionOf, type CallbackKeys } from "./identity";
import type { EventContext, EventOrder } from "./order";
import type { CallbackStore } from "./store";

/**
 * What became of a callback:
 * - `done`: its event was handled, now or before;
 * - `failed`: `onEvent` or the store failed;
 * - `busy`: it was not accepted, and Plivo should send it again;
 * - `altered`: its attributes were re-split, so it was rejected.
 */
export type Outcome = "done" | "failed" | "busy" | "altered";

/** A callback in progress. */
export interface Delivery {
  readonly outcome: Promise<Outcome>;
  /** Whether the store has a claim on its event, so a repetition would be recognised. */
  readonly isClaimed: boolean;
}

export interface DeliveriesOptions {
  readonly store: CallbackStore;
  readonly order: EventOrder;
  /** After this time another process may claim the callback. */
  readonly leaseMs: number;
  readonly maxPending: number;
  readonly dispatch: (event: CallbackEvent, context: EventContext) => unknown;
  readonly reportError: (error: unknown, event?: CallbackEvent) => void;
}

/**
 * Claims each request and then its event in the store, passes the event on in its turn, and completes or
 * releases both claims. A new request that repeats an event is completed too: otherwise an attacker could
 * re-split it into another event.
 */
export class Deliveries {
  readonly #options: DeliveriesOptions;
  readonly #requests = new Map<string, Delivery>();
  readonly #events = new Map<string, Delivery>();

  constructor(options: DeliveriesOptions) {
    this.#options = options;
  }

  /**
   * Accepts a callback. A repetition of one in progress shares its outcome.
   *
   * @param altered whether the attributes of the signed request were re-split. It is then rejected unless it
   *   repeats a known request.
   */
  accept(event: CallbackEvent, keys: CallbackKeys, altered: boolean): Delivery {
    const known = this.#requests.get(keys.request);
    if (known !== undefined) return known;
    if (this.#requests.size >= this.#options.maxPending) return this.#rejectBusy(event);
    let eventDelivery: Delivery | undefined;
    const outcome = this.#withClaim(event, keys.request, () => {
      if (altered) return this.#rejectAltered();
      eventDelivery = this.#events.get(keys.event) ?? this.#startEvent(event, keys.event);
      return eventDelivery.outcome;
    });
    const delivery: Delivery = {
      outcome,
      get isClaimed() {
        return eventDelivery?.isClaimed === true;
      },
    };
    return track(this.#requests, keys.request, delivery);
  }

  #rejectBusy(event: CallbackEvent): Delivery {
    const { maxPending, reportError } = this.#options;
    reportError(
      new CallbackBusyError(`${maxPending} others are pending: onEvent is too slow, or hangs`),
      event,
    );
    return { outcome: Promise.resolve("busy"), isClaimed: false };
  }

  #rejectAltered(): Promise<Outcome> {
    this.#options.reportError(new CallbackSignatureError("altered"));
    return Promise.resolve("altered");
  }

  #startEvent(event: CallbackEvent, key: string): Delivery {
    const delivery: { outcome: Promise<Outcome>; isClaimed: boolean } = {
      outcome: this.#withClaim(event, key, () => {
        delivery.isClaimed = true;
        return this.#dispatch(event);
      }),
      isClaimed: false,
    };
    return track(this.#events, key, delivery);
  }

  /** Claims a key, runs the work, then completes or releases the claim. Never rejects. */
  async #withClaim(event: CallbackEvent, key: string, work: () => Promise<Outcome>): Promise<Outcome> {
    const { store, leaseMs, reportError } = this.#options;
    try {
      const claim = await store.claim(key, leaseMs);
      if (claim === "done") return "done";
      if (claim === "pending") {
        reportError(new CallbackBusyError("another process is handling it"), event);
        return "busy";
      }
    } catch (error) {
      reportError(error, event);
      return "failed";
    }
    const outcome = await work();
    await this.#endClaim(event, key, outcome);
    return outcome;
  }

  async #endClaim(event: CallbackEvent, key: string, outcome: Outcome): Promise<void> {
    const { store, reportError } = this.#options;
    try {
      await (outcome === "done" ? store.complete(key) : store.release(key));
    } catch (error) {
      // The outcome stays. A repetition may be handled again, or only once the claim has expired.
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
  // Registered here first, so it runs before the callers continue.
  void delivery.outcome.finally(() => deliveries.delete(key));
  return delivery;
}
