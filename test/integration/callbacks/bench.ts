import {
  createCallbackHandler,
  signCallback,
  type CallbackEvent,
  type CallbackHandlerOptions,
  type CallbackStore,
  type SignCallbackOptions,
} from "../../../provider/callbacks/index.ts";
import { nextTurn, VirtualClock } from "../../support/virtual-clock.ts";

export const token = "c0ffee-token-of-nobody";
export const urlDeclared = "https://example.com/plivo/events";
export const session = "c28b77d4-21e7-43bd-9447-04bfee92e651";

/** A callback's attributes in Plivo's form. */
export function attributesOf(
  number: number,
  more: Readonly<Record<string, string>> = {},
): Record<string, string> {
  return {
    EventName: "SessionSecondPartyRing",
    EventTimestamp: `2026-03-01 10:00:${String(number % 60).padStart(2, "0")} +0000 UTC`,
    SessionUUID: session,
    From: "12025550147",
    To: "12025550148",
    SequenceNumber: String(number),
    ...more,
  };
}

/** A request like Plivo's. */
export function requestOf(
  attributes: Readonly<Record<string, string>>,
  options: Partial<SignCallbackOptions> = {},
): Request {
  const { url, ...init } = signCallback({ url: urlDeclared, attributes, authToken: token, ...options });
  return new Request(url, init);
}

/** A handler with its clock, and the events and errors that it has passed on. */
export function bench(options: Partial<CallbackHandlerOptions> = {}) {
  const clock = VirtualClock.standing();
  const events: CallbackEvent[] = [];
  const errors: [error: unknown, event?: CallbackEvent | undefined][] = [];
  const handler = createCallbackHandler({
    authToken: token,
    publicUrl: "https://example.com",
    onEvent: (event) => void events.push(event),
    onError: (error, event) => void errors.push([error, event]),
    clock,
    ...options,
  });
  return {
    clock,
    events,
    errors,
    handler,
    numbers: () => events.map(({ sequenceNumber }) => sequenceNumber),
    codes: () => errors.map(([error]) => (error as { code?: unknown }).code),
    send: async (...parameters: Parameters<typeof requestOf>) =>
      (await handler(requestOf(...parameters))).status,
  };
}

/** A store that grants every claim, unless a method is given. */
export function storeWith(methods: Partial<CallbackStore>): CallbackStore {
  return {
    claim: () => "claimed",
    complete: () => undefined,
    release: () => undefined,
    ...methods,
  };
}

/** The state of a promise after all work that waits for no clock. */
export async function stateOf<T>(promise: Promise<T>): Promise<T | "waiting"> {
  await nextTurn();
  await nextTurn();
  return Promise.race([promise, nextTurn().then(() => "waiting" as const)]);
}
