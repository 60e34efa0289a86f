import type { EmulatorClock } from "../common/clock";
import type { Account } from "./account";
import type { NumberPool } from "./number-pool";
import type { PriceTable } from "./prices";
import type { Session } from "./session";
import type { SessionStore } from "./session-store";
import type { Switches } from "./switches";

/** What the creation and the end of a session do to its calls. */
export interface SessionCalls {
  /** Begins the call of a session that was created with initiate_call_to_first_party. */
  initiate(session: Session): void;
  /** Ends the calls of a session that has been expired by request, or was forgotten. */
  endCallsOf(session: Session): void;
}

/** What the API's calls read and change: all that Plivo keeps, and the rules that it was started with. */
export interface Vendor {
  /** The first of the accounts. */
  readonly account: Account;
  readonly accounts: readonly Account[];
  /** What the documents leave open, as it was chosen. */
  readonly switches: Switches;
  readonly clock: EmulatorClock;
  readonly pool: NumberPool;
  readonly sessions: SessionStore;
  readonly prices: PriceTable;
  readonly calls: SessionCalls;
}
