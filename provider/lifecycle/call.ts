import type { Clock } from "../common/clock";
import type { SessionEndedError, SessionIncompleteError } from "../session/errors";
import type { IfExists, SessionInputs } from "../session/fields";
import type { StoredOutputs } from "../session/incomplete-state";
import { declarationKey, type SessionState } from "../session/state";
import type { Ledger } from "./ledger";
import type { Sessions } from "./sessions";

/** What a host says of one call, beside its data. */
export interface Call {
  /**
   * The resource, by a name or URN that no other resource of the run has. Undefined: the host does not know
   * it.
   */
  readonly resource?: string | undefined;
  /** Shows one line to the user. It carries no party's number, PIN or token. */
  readonly log: (line: string) => void;
  /** Ends waits, but no request that is in flight. */
  readonly signal?: AbortSignal | undefined;
  /** When waits end, in milliseconds by the clock's `elapsed`. */
  readonly deadline?: number | undefined;
}

/** A resource as the state has it. */
export interface Stored<State = SessionState & StoredOutputs> {
  readonly id: string;
  /** The outputs, without what the host itself keeps in them. */
  readonly state: State;
  /** Default: this provider. Another one's outputs do not say who owns the session. */
  readonly writer?: "this provider" | "another provider";
}

/** What comes of an operation. */
export interface SessionResult {
  readonly id: string;
  /** The outputs. */
  readonly state: SessionState;
  /**
   * The session exists, but the operation failed half-way: the state must keep it, and the user must hear
   * why.
   */
  readonly incomplete?: SessionIncompleteError | SessionEndedError;
}

/** What comes of a read. */
export interface ReadResult extends SessionResult {
  /** The declared arguments as the session has them. */
  readonly inputs: SessionInputs;
}

/** What an operation works with. */
export interface Context {
  readonly call: Call;
  readonly client: Sessions;
  readonly clock: Clock;
  readonly ledger: Ledger;
}

export interface CreateContext extends Context {
  /** What to do if a live session already is what the program declares. */
  readonly ifExists: IfExists;
}

/** What a resource is remembered by: its name or, if the host does not know it, what it declares. */
export function resourceKey({ resource }: Call, inputs: SessionInputs): string {
  return resource ?? declarationKey(inputs);
}
