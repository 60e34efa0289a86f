import { formatTimestamp } from "../common/timestamps";
import type { Session } from "../domain/session";
import { createNonce, signatureV3 } from "./signature";
import type { CallbackAttempt, CallbackRecord, CallbackState } from "./types";

/** Why a callback to another machine is refused. */
export const remoteReason = "its address is not one of this machine's loopback addresses";

/** Names the sender of callbacks; the emulator's own routes refuse it. */
export const callbackAgent = "plivo-masking-emulator";

/** A callback that is to be sent, is being sent or has been dealt with. */
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

  /** Is so from now on. */
  setState(state: CallbackState, reason: string | null = null): void {
    this.#state = state;
    this.#reason = reason;
  }

  /** Takes a try down. What it returns takes the response's body, which comes later. */
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

/** Where callbacks of a kind go. */
export interface Destination {
  readonly kind: "session" | "recording";
  readonly url: string;
  readonly method: string;
}

/** The tokens that sign: of the (sub)account concerned, and of the main account. */
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

/** A callback of an event that happened to a session at a time. */
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
