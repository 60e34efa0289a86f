import type { EmulatorClock } from "../common/clock";
import type { Account } from "./account";
import type { NumberPool } from "./number-pool";
import type { PriceTable } from "./prices";
import type { Session } from "./session";
import type { SessionStore } from "./session-store";
import type { Switches } from "./switches";

/** The calls that a session starts or ends. */
export interface SessionCalls {
  /** Starts the call of a session that was created with initiate_call_to_first_party. */
  initiate(session: Session): void;
  /** Ends the calls of a session that was expired by request or removed. */
  endCallsOf(session: Session): void;
}

/** The state and rules that the API's requests use. */
export interface Vendor {
  /** The first account. */
  readonly account: Account;
  readonly accounts: readonly Account[];
  /** The chosen answers to what Plivo's documents leave open. */
  readonly switches: Switches;
  readonly clock: EmulatorClock;
  readonly pool: NumberPool;
  readonly sessions: SessionStore;
  readonly prices: PriceTable;
  readonly calls: SessionCalls;
}
