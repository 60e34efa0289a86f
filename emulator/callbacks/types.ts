/** One attempt to deliver a callback. */
export interface CallbackAttempt {
  /** The start: ISO 8601, by the emulator's clock. */
  readonly time: string;
  /** The response's status. Null if there was no response. */
  readonly status: number | null;
  /** Why there was no response. Null if there was one. */
  readonly error: string | null;
  /** The duration in real time. */
  readonly milliseconds: number;
  /** The start of the response's body, up to 2,000 characters. Null until it arrives, or if there is none. */
  readonly body: string | null;
}

/**
 * "waiting": behind others of its session; "sending"; "delivered": the response was a 2xx; "failed": all
 * attempts failed; "refused": the address is on another machine; "dropped": too many were waiting.
 */
export type CallbackState = "waiting" | "sending" | "delivered" | "failed" | "refused" | "dropped";

/** A copy of a callback. It does not change later. */
export interface CallbackRecord {
  /** For example "callback-7". */
  readonly id: string;
  /** "session": sent to callback_url. "recording": sent to recording_callback_url. */
  readonly kind: "session" | "recording";
  readonly sessionUuid: string;
  readonly eventName: string;
  /** The SequenceNumber parameter. */
  readonly sequenceNumber: number;
  /** The time of the event: ISO 8601, by the emulator's clock. */
  readonly time: string;
  readonly method: "GET" | "POST";
  /** The configured URL, without user and password. */
  readonly url: string;
  /** The query (GET) or form (POST) under the wire names, with numbers in clear. */
  readonly parameters: Readonly<Record<string, string>>;
  /** The headers that the emulator sets, signatures included. */
  readonly headers: Readonly<Record<string, string>>;
  readonly state: CallbackState;
  /** Why it was refused or dropped, else null. */
  readonly reason: string | null;
  readonly attempts: readonly CallbackAttempt[];
}

/** An emulator's callbacks. */
export interface CallbackControl {
  /** The latest 10,000 callbacks, oldest first. With `sessionUuid`, only that session's. */
  all(filter?: { sessionUuid?: string }): CallbackRecord[];
  /**
   * Sends a callback again, behind the others of its session, with the same parameters and signature, as a
   * retry does.
   * @throws CallbackError if there is no such callback, or if it is waiting or in flight.
   */
  sendAgain(id: string): CallbackRecord;
  /** Clears the list. Callbacks that are waiting or in flight are still sent. */
  clear(): void;
  /** Resolves if no callback is waiting or in flight. */
  whenSettled(): Promise<void>;
}

/** The callback cannot be sent again. */
export class CallbackError extends Error {
  override readonly name = "CallbackError";
  readonly code = "EMULATOR_CALLBACK";
}
