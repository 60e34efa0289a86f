import type { PlivoClient, Session } from "../plivo";
import type { SessionInputs } from "../session/fields";
import type { SessionState } from "../session/state";

/** The sessions that a create may adopt, as lists show them. */
export interface Candidates {
  readonly rows: readonly Session[];
  /** Plivo's time, in milliseconds since the epoch. */
  readonly now: number;
  /** Reads the session of a row by its UUID. Undefined if Plivo does not know it. */
  readonly find: (row: Session) => Promise<Session | undefined>;
}

/** The sessions of an account, as the lifecycle uses them. */
export interface Sessions extends Pick<
  PlivoClient,
  "authId" | "create" | "get" | "find" | "list" | "pages" | "expire"
> {
  /** As the client's, but an empty request sends nothing, and the result has only the UUID. */
  readonly update: PlivoClient["update"];
  /** Reads a stored session for a refresh, at most a minute old. Undefined if Plivo does not know it. */
  findStored(sessionUuid: string, stored: SessionState): Promise<Session | undefined>;
  /** The sessions of the declared parties, as far back as Plivo lists them. */
  candidates(inputs: SessionInputs): Promise<Candidates>;
}
