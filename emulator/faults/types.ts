/** The API's five calls, as faults name them. */
export const operations = ["create", "get", "list", "update", "expire"] as const;

export type Operation = (typeof operations)[number];

/** Which call a fault hits; "any" is each of the five. */
export type FaultOperation = Operation | "any";

/**
 * "before": the server has done nothing; the fault stands even before the credentials and the rate limit.
 * "after": the server has decided and acted, and the fault keeps the client from learning so.
 */
export type FaultMoment = "before" | "after";

/** Which requests a fault hits, counted from arming among those of its operation. */
export interface FaultSchedule {
  /** The first one that it hits. Default 1. */
  nth?: number;
  /** From then on each so-many-th. Default 1. */
  every?: number;
  /** How often it fires. Default 1; null: until cleared. */
  times?: number | null;
}

interface RequestFault extends FaultSchedule {
  operation: FaultOperation;
  when: FaultMoment;
}

/** The connection is reset (TCP RST) without an answer. */
export interface ResetFault extends RequestFault {
  kind: "reset";
}

/** The connection ends after the headers and half of the body that they announce. */
export interface CutFault extends RequestFault {
  kind: "cut";
}

/** The request ("before") or its answer ("after") is held. Exactly one of the two durations is given. */
export interface DelayFault extends RequestFault {
  kind: "delay";
  /** Held until the emulator's clock has been moved so many seconds further. Real time doesn't count. */
  seconds?: number;
  /** Held for so many milliseconds of real time. */
  milliseconds?: number;
}

/** The answer is an error's. */
export interface StatusFault extends RequestFault {
  kind: "status";
  status: FaultStatus;
  /** What the answer's body is. Default "json", the API's own envelope of errors. */
  body?: "json" | "html" | "empty";
  /** A `Retry-After` header of so many whole seconds. Default: no such header. */
  retryAfter?: number;
  /** The header's form: the seconds, or the date (by the emulator's clock) on which they have passed. Default "seconds". */
  retryAfterForm?: "seconds" | "date";
}

export const faultStatuses = [303, 403, 404, 408, 429, 499, 500, 502, 503, 504] as const;

export type FaultStatus = (typeof faultStatuses)[number];

/** The answer has its status, and a body that is no JSON though it says so. */
export interface UnreadableFault extends RequestFault {
  kind: "unreadable";
}

/** The answer has its status, and a complete body that is the first half of its JSON. */
export interface TruncatedFault extends RequestFault {
  kind: "truncated";
}

/** The answer of a create is JSON that lacks `session_uuid`. */
export interface UnnamedFault extends FaultSchedule {
  kind: "unnamed";
  operation: "create";
  when: FaultMoment;
  /** Where `session_uuid` is left: nowhere, in the envelope, or in the session alone. Default "nowhere"; "before" knows no other. */
  keep?: "nowhere" | "envelope" | "session";
}

/**
 * Connections are refused. Since a connection comes before its request, all operations are: the listener closes before the nth
 * request of `operation`, at once with 1, else before the answer of the one before that. Idle connections end, others end with
 * the answer that they are waiting for. Fires once. Without a duration it lasts until cleared.
 */
export interface RefuseFault {
  kind: "refuse";
  operation: FaultOperation;
  nth?: number;
  when?: "before";
  /** The same port listens again when the emulator's clock has been moved so many seconds further. */
  seconds?: number;
  /** The same port listens again after so many milliseconds of real time. */
  milliseconds?: number;
}

/** A session created from now on is missing from the first so many lists that would have shown it; null: from all, until cleared. */
export interface LagFault {
  kind: "lag";
  operation: "list";
  reads: number | null;
}

export type FaultRequest =
  | ResetFault
  | CutFault
  | DelayFault
  | StatusFault
  | UnreadableFault
  | TruncatedFault
  | UnnamedFault
  | RefuseFault
  | LagFault;

export type FaultKind = FaultRequest["kind"];

/** One time that a fault fired. */
export interface FaultHit {
  /** Which of the fault's matching requests it was, from 1; 0 for a refusal at once. */
  matching: number;
  /** The position in the emulator's log of requests, from 1 since its last clearing; 0 for a refusal at once. */
  request: number;
  /** ISO 8601, of the emulator's clock. */
  time: string;
}

/** A fault and what it has done so far: a copy, which doesn't change. */
export interface ArmedFault {
  /** "fault-1" for the first fault armed since the start. */
  readonly id: string;
  /** As armed, with every default filled in. */
  readonly fault: FaultRequest;
  /** Requests of its operation since arming. */
  readonly matching: number;
  /** How often it fired. */
  readonly fired: number;
  /** The latest 1,000 times that it fired, oldest first. */
  readonly hits: readonly FaultHit[];
  /** How many requests it holds at this moment. */
  readonly holding: number;
}

/** An emulator's faults. All are off until armed. */
export interface FaultControl {
  /** Arms a fault. Of several that hit the same request, each delay is served, and the first armed of the others. Throws FaultError. */
  arm(fault: FaultRequest): ArmedFault;
  /** What has been armed since the last clearing, and what fired. */
  all(): ArmedFault[];
  /**
   * Disarms all, and lets go of what is held. Resolves once that has been acted on and answered, and the emulator listens again
   * where it had stopped. Rejects where another process has taken the port meanwhile.
   */
  clear(): Promise<void>;
  /**
   * Resolves once the fault has fired so often (default 1): a delay when it holds the request, the others once the connection or
   * answer is dealt with. Rejects with a FaultError when the faults are cleared first, or where the fault can't fire so often.
   */
  whenFired(id: string, times?: number): Promise<void>;
}

/** A fault that can't be armed, or an id that isn't. */
export class FaultError extends Error {
  override readonly name = "FaultError";
  readonly code = "EMULATOR_FAULT";
}
