import type { Calls } from "../calls/registry";
import type { Vendor } from "../domain/vendor";
import { clockPart } from "./clock-part";
import { poolPart } from "./pool-part";
import type { SavedPart } from "./saved-part";
import { sessionsPart } from "./sessions-part";

/** What of an emulator outlives it. */
type SavedEmulation = Pick<Vendor, "clock" | "pool" | "sessions"> & { readonly calls: Pick<Calls, "isBusy"> };

/**
 * What the data file holds, in the order in which it is loaded. A file without one of them leaves that as it
 * is at the start.
 */
export function savedParts({ clock, pool, sessions, calls }: SavedEmulation): readonly SavedPart[] {
  return [clockPart(clock), poolPart(pool), sessionsPart(sessions, calls)];
}
