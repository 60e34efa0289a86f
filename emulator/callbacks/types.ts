/** One try to deliver a callback. */
export interface CallbackAttempt {
  /** When it began: ISO 8601, of the emulator's clock. */
  readonly time: string;
  /** The answer's status; null where none came. */
  readonly status: number | null;
  /** Why none came; null where one did. */
  readonly error: string | null;
  /** How long it took, in real time. */
  readonly milliseconds: number;
  /** The beginning of the response's body, at most 2,000 characters; null until it has come, and if none came. */
  readonly body: string | null;
}

/**
 * "waiting": for those before it; "sending"; "delivered": answered with a 2xx; "failed": given up; "refused": its address is on
 * another machine; "dropped": too many were waiting.
 */
export type CallbackState = "waiting" | "sending" | "delivered" | "failed" | "refused" | "dropped";

/** A callback as the controls show it: a copy, which doesn't change. */
export interface CallbackRecord {
  /** Such as "callback-7". */
  readonly id: string;
  /** "session": sent to callback_url. "recording": sent to recording_callback_url. */
  readonly kind: "session" | "recording";
  readonly sessionUuid: string;
  readonly eventName: string;
  /** As the parameter says it. */
  readonly sequenceNumber: number;
  /** When the event happened: ISO 8601, of the emulator's clock. */
  readonly time: string;
  readonly method: "GET" | "POST";
  /** The configured URL, without user and password. */
  readonly url: string;
  /** What is sent in the query (GET) or in the form (POST), under the wire names. Numbers in clear. */
  readonly parameters: Readonly<Record<string, string>>;
  /** The headers that the emulator sets, signatures included. */
  readonly headers: Readonly<Record<string, string>>;
  readonly state: CallbackState;
  /** Why it was refused or dropped; null otherwise. */
  readonly reason: string | null;
  readonly attempts: readonly CallbackAttempt[];
}

/** An emulator's callbacks. */
export interface CallbackControl {
  /** The latest 10,000 callbacks, oldest first; those of one session where `sessionUuid` is given. */
  all(filter?: { sessionUuid?: string }): CallbackRecord[];
  /**
   * Sends a callback again, behind the others of its session: with the same parameters and signature, as a retry has them.
   * Throws CallbackError if there is no such callback, or if it is waiting or being sent.
   */
  sendAgain(id: string): CallbackRecord;
  /** Forgets what has been sent. What is under way or waiting is sent all the same. */
  clear(): void;
  /** Resolves once no callback is waiting or under way. */
  whenSettled(): Promise<void>;
}

/** A callback that cannot be sent again. */
export class CallbackError extends Error {
  override readonly name = "CallbackError";
  readonly code = "EMULATOR_CALLBACK";
}
