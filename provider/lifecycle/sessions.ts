import type { PlivoClient, Session } from "../plivo";
import type { SessionInputs } from "../session/fields";
import type { SessionState } from "../session/state";

/** The live sessions that a create may adopt, as far as a list tells. */
export interface Candidates {
  readonly rows: readonly Session[];
  /** Plivo's time, in milliseconds since the epoch. */
  readonly now: number;
  /** One of the rows as a read by id reports it; undefined if Plivo does not know it. */
  readonly find: (row: Session) => Promise<Session | undefined>;
}

/** An account's sessions, as the operations on a resource see them. */
export interface Sessions extends Pick<
  PlivoClient,
  "authId" | "create" | "get" | "find" | "list" | "pages" | "expire"
> {
  /** As the client's, but an empty request sends nothing: the result then has the id alone. */
  readonly update: PlivoClient["update"];
  /** A stored session for a refresh, at most a minute old; undefined if Plivo does not know it. */
  findStored(sessionUuid: string, stored: SessionState): Promise<Session | undefined>;
  /** The sessions of the declared parties, as far back as Plivo lists them. */
  candidates(inputs: SessionInputs): Promise<Candidates>;
}
