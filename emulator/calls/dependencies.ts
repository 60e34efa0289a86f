import type { Callbacks } from "../callbacks/dispatcher";
import type { Changes } from "../common/change-notifier";
import type { EmulatorClock } from "../common/clock";
import type { Account } from "../emulation/options";
import type { SessionStore } from "../domain/session-store";
import type { Switches } from "../domain/switches";
import type { Timers } from "../common/timers";
import type { Shape } from "../domain/response-shapes";
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
