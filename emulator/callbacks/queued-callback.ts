import { formatTimestamp } from "../common/timestamps";
import type { Session } from "../domain/session";
import { createNonce, signatureV3 } from "./signature";
import type { CallbackAttempt, CallbackRecord, CallbackState } from "./types";

/** Why a callback to another machine is refused. */
export const remoteReason = "its address is not one of this machine's loopback addresses";

/** The user agent of callbacks. The emulator's own routes reject it. */
export const callbackAgent = "plivo-masking-emulator";

/** A callback that is waiting, in flight or finished. */
export class Callback {
  readonly #about: Omit<CallbackRecord, "state" | "reason" | "attempts" | "url">;
  readonly #attempts: { -readonly [Name in keyof CallbackAttempt]: CallbackAttempt[Name] }[] = [];
  /** As configured, with fragment, user and password. */
  readonly target: string;
  #state: CallbackState = "waiting";
  #reason: string | null = null;

  constructor(about: Omit<CallbackRecord, "state" | "reason" | "attempts">) {
    const { url, ...rest } = about;
    this.target = url;
    this.#about = rest;
  }

  get id(): string {
    return this.#about.id;
  }

  get sessionUuid(): string {
    return this.#about.sessionUuid;
  }

  get method(): "GET" | "POST" {
    return this.#about.method;
  }

  get parameters(): Readonly<Record<string, string>> {
    return this.#about.parameters;
  }

  get headers(): Readonly<Record<string, string>> {
    return this.#about.headers;
  }

  get state(): CallbackState {
    return this.#state;
  }

  /** Whether it was refused because it would go to another machine. */
  get isRemote(): boolean {
    return this.#reason === remoteReason;
  }

  setState(state: CallbackState, reason: string | null = null): void {
    this.#state = state;
    this.#reason = reason;
  }

  /** Records an attempt. Returns a function that adds the response's body when it arrives. */
  recordAttempt(attempt: Omit<CallbackAttempt, "body">): (body: string) => void {
    const taken = { ...attempt, body: null as string | null };
    this.#attempts.push(taken);
    return (body) => {
      taken.body = body;
    };
  }

  show(): CallbackRecord {
    return {
      ...this.#about,
      url: this.target.replace(/^([^:]+:\/\/)[^/?#]*@/, "$1"),
      state: this.#state,
      reason: this.#reason,
      attempts: this.#attempts.map((attempt) => ({ ...attempt })),
    };
  }
}

/** The target of one kind of callback. */
export interface Destination {
  readonly kind: "session" | "recording";
  readonly url: string;
  readonly method: string;
}

/** The signing tokens of the (sub)account and of the main account. */
export interface SigningTokens {
  readonly own: string;
  readonly main: string;
}

type Attributes = Readonly<Record<string, string | undefined>>;

function parametersOf(
  session: Session,
  event: string,
  time: number,
  sequenceNumber: number,
  attributes: Attributes,
): Record<string, string> {
  const all: Attributes = {
    EventName: event,
    EventTimestamp: formatTimestamp(time),
    SessionUUID: session.session_uuid,
    VirtualNumber: session.virtual_number,
    ...attributes,
    SequenceNumber: String(sequenceNumber),
  };
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );
}

function headersOf(
  method: "GET" | "POST",
  url: string,
  parameters: Record<string, string>,
  tokens: SigningTokens,
): Record<string, string> {
  const nonce = createNonce();
  const request = { method, url, parameters };
  return {
    "user-agent": callbackAgent,
    ...(method === "POST" ? { "content-type": "application/x-www-form-urlencoded" } : {}),
    "X-Plivo-Signature-V3": signatureV3(tokens.own, request, nonce),
    "X-Plivo-Signature-Ma-V3": signatureV3(tokens.main, request, nonce),
    "X-Plivo-Signature-V3-Nonce": nonce,
  };
}

/** Creates the callback of a session's event. */
export function createCallback(
  destination: Destination,
  session: Session,
  event: { id: string; name: string; time: number; sequenceNumber: number; attributes: Attributes },
  tokens: SigningTokens,
): Callback {
  const { kind, url } = destination;
  const method = destination.method === "GET" ? "GET" : "POST";
  const { id, name, time, sequenceNumber, attributes } = event;
  const parameters = parametersOf(session, name, time, sequenceNumber, attributes);
  return new Callback({
    id,
    kind,
    sessionUuid: session.session_uuid,
    eventName: name,
    sequenceNumber,
    time: new Date(time).toISOString(),
    method,
    url,
    parameters,
    headers: headersOf(method, url, parameters, tokens),
  });
}
