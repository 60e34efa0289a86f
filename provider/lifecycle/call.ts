import type { Clock } from "../common/clock";
import type { SessionEndedError, SessionIncompleteError } from "../session/errors";
import type { IfExists, SessionInputs } from "../session/fields";
import type { StoredOutputs } from "../session/incomplete-state";
import { declarationKey, type SessionState } from "../session/state";
import type { Ledger } from "./ledger";
import type { Sessions } from "./sessions";

/** What a host passes with the data of an operation. */
export interface Call {
  /** The resource's name or URN, unique in the run. Undefined if the host does not know it. */
  readonly resource?: string | undefined;
  /** Shows one line to the user. It carries no party's number, PIN or token. */
  readonly log: (line: string) => void;
  /** Ends waits, but not the request in flight. */
  readonly signal?: AbortSignal | undefined;
  /** When waits end, in milliseconds of the clock's `elapsed`. */
  readonly deadline?: number | undefined;
}

/** A resource in the state. */
export interface Stored<State = SessionState & StoredOutputs> {
  readonly id: string;
  /** The outputs, without the host's own keys. */
  readonly state: State;
  /** Default: this provider. Outputs of another provider do not name the session's account. */
  readonly writer?: "this provider" | "another provider";
}

/** The result of an operation. */
export interface SessionResult {
  readonly id: string;
  /** The outputs. */
  readonly state: SessionState;
  /** Set after a partial failure: the session exists, so the host must store it and show the error. */
  readonly incomplete?: SessionIncompleteError | SessionEndedError;
}

/** The result of a read. */
export interface ReadResult extends SessionResult {
  /** The declared arguments as the session has them. */
  readonly inputs: SessionInputs;
}

/** What each operation needs. */
export interface Context {
  readonly call: Call;
  readonly client: Sessions;
  readonly clock: Clock;
  readonly ledger: Ledger;
}

export interface CreateContext extends Context {
  /** What to do if a live session already matches the program. */
  readonly ifExists: IfExists;
}

/** The key of a resource in the ledger: its name or, if the host does not know it, its arguments. */
export function resourceKey({ resource }: Call, inputs: SessionInputs): string {
  return resource ?? declarationKey(inputs);
}
