import type { Callbacks } from "../callbacks/callbacks";
import type { Changes } from "../changes";
import type { EmulatorClock } from "../clock";
import type { Account } from "../options";
import type { SessionStore } from "../store";
import type { Switches } from "../switches";
import type { Timers } from "../timers";
import type { Shape } from "../wire/shape";
import type { PriceTable } from "./billing";

/** What calls need of their emulator. */
export interface CallParts {
  readonly account: Account;
  readonly accounts: readonly Account[];
  readonly shape: Shape;
  readonly switches: Switches;
  readonly clock: EmulatorClock;
  readonly timers: Timers;
  readonly changes: Changes;
  readonly sessions: SessionStore;
  readonly prices: PriceTable;
  readonly callbacks: Callbacks;
  /** What stands before `/v1`; empty until it listens. */
  readonly endpoint: string;
}
