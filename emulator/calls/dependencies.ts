import type { Callbacks } from "../callbacks/dispatcher";
import type { Changes } from "../common/change-notifier";
import type { Timers } from "../common/timers";
import type { Shape } from "../domain/response-shapes";
import type { Vendor } from "../domain/vendor";

/** The parts of an emulator that its calls use. */
export interface CallParts extends Omit<Vendor, "pool" | "calls"> {
  readonly shape: Shape;
  readonly timers: Timers;
  readonly changes: Changes;
  readonly callbacks: Callbacks;
  /** The address before `/v1`. Empty until the emulator listens. */
  readonly endpoint: string;
}
