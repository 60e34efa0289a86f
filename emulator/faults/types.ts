/** The five calls of the API. */
export const operations = ["create", "get", "list", "update", "expire"] as const;

export type Operation = (typeof operations)[number];

/** The call that a fault hits. "any": all five. */
export type FaultOperation = Operation | "any";

/**
 * "before": the server has done nothing, not even checked credentials or rate limit.
 * "after": the server has acted, and the client does not get its response.
 */
export type FaultMoment = "before" | "after";

/** Which requests of the operation a fault hits, counted since it was armed. */
export interface FaultSchedule {
  /** The first request that it hits. Default 1. */
  nth?: number;
  /** From then on, every how-many-th request. Default 1. */
  every?: number;
  /** How often it fires. Default 1. Null: until cleared. */
  times?: number | null;
}

interface RequestFault extends FaultSchedule {
  operation: FaultOperation;
  when: FaultMoment;
}

/** The connection is reset (TCP RST) without a response. */
export interface ResetFault extends RequestFault {
  kind: "reset";
}

/** The connection ends after the headers and half of the body. */
export interface CutFault extends RequestFault {
  kind: "cut";
}

/** The request ("before") or its response ("after") is held. Give exactly one of the durations. */
export interface DelayFault extends RequestFault {
  kind: "delay";
  /** Held until the emulator's clock has moved this far. Real time does not count. */
  seconds?: number;
  /** Held for this many milliseconds of real time. */
  milliseconds?: number;
}

/** The response is an error. */
export interface StatusFault extends RequestFault {
  kind: "status";
  status: FaultStatus;
  /** The body of the response. Default "json", the API's error envelope. */
  body?: "json" | "html" | "empty";
  /** The `Retry-After` header in whole seconds. Default: no header. */
  retryAfter?: number;
  /** The form of the header: seconds, or the date by the emulator's clock. Default "seconds". */
  retryAfterForm?: "seconds" | "date";
}

export const faultStatuses = [303, 403, 404, 408, 429, 499, 500, 502, 503, 504] as const;

export type FaultStatus = (typeof faultStatuses)[number];

/** The response has its status and a body that is not JSON, although its content type says so. */
export interface UnreadableFault extends RequestFault {
  kind: "unreadable";
}

/** The response has its status and the first half of its JSON. */
export interface TruncatedFault extends RequestFault {
  kind: "truncated";
}

/** The response to a create lacks `session_uuid`. */
export interface UnnamedFault extends FaultSchedule {
  kind: "unnamed";
  operation: "create";
  when: FaultMoment;
  /**
   * Where `session_uuid` remains: nowhere, in the envelope or in the session. Default "nowhere", the only
   * choice with "before".
   */
  keep?: "nowhere" | "envelope" | "session";
}

/**
 * Connections are refused, for all operations, since a connection precedes its request. The listener closes
 * before the nth request of `operation`: at once if `nth` is 1, else before the response to the previous one.
 * Idle connections are closed, others after the response that they wait for. Fires once. Without a duration
 * it lasts until cleared.
 */
export interface RefuseFault {
  kind: "refuse";
  operation: FaultOperation;
  nth?: number;
  when?: "before";
  /** The port opens again after the emulator's clock has moved this far. */
  seconds?: number;
  /** The port opens again after this many milliseconds of real time. */
  milliseconds?: number;
}

/**
 * New sessions are missing from the first `reads` lists that would show them. Null: from all, until cleared.
 */
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

/** One firing of a fault. */
export interface FaultHit {
  /**
   * The number of the request among the fault's matching ones, from 1. 0 if connections were refused at once.
   */
  matching: number;
  /**
   * The position in the request log since it was last cleared, from 1. 0 if connections were refused at once.
   */
  request: number;
  /** ISO 8601, by the emulator's clock. */
  time: string;
}

/** A copy of a fault and its counts. It does not change later. */
export interface ArmedFault {
  /** "fault-1" for the first fault since the start. */
  readonly id: string;
  /** The fault with all defaults. */
  readonly fault: FaultRequest;
  /** Requests of its operation since it was armed. */
  readonly matching: number;
  /** How often it fired. */
  readonly fired: number;
  /** The latest 1,000 firings, oldest first. */
  readonly hits: readonly FaultHit[];
  /** The number of requests that it holds now. */
  readonly holding: number;
}

/** The emulator's faults. None is armed at the start. */
export interface FaultControl {
  /**
   * Arms a fault. If several hit the same request, all delays apply, and the first of the others.
   * @throws FaultError
   */
  arm(fault: FaultRequest): ArmedFault;
  /** The faults since the last `clear`. */
  all(): ArmedFault[];
  /**
   * Disarms all faults and releases held requests. Resolves when these are answered and the emulator listens
   * again. Rejects if another process has taken the port.
   */
  clear(): Promise<void>;
  /**
   * Resolves when the fault has fired `times` times (default 1): a delay when it holds the request, others
   * when the response or connection is finished.
   * @throws FaultError if the faults are cleared first, or the fault cannot fire that often.
   */
  whenFired(id: string, times?: number): Promise<void>;
}

/** A fault that cannot be armed, or an unknown ID. */
export class FaultError extends Error {
  override readonly name = "FaultError";
  readonly code = "EMULATOR_FAULT";
}
