import type { Callbacks } from "../callbacks/dispatcher";
import type { Changes } from "../common/change-notifier";
import type { Timers } from "../common/timers";
import type { Shape } from "../domain/response-shapes";
import type { Vendor } from "../domain/vendor";

/** What calls need of their emulator. */
export interface CallParts extends Omit<Vendor, "pool" | "calls"> {
  readonly shape: Shape;
  readonly timers: Timers;
  readonly changes: Changes;
  readonly callbacks: Callbacks;
  /** What stands before `/v1`; empty until it listens. */
  readonly endpoint: string;
}
