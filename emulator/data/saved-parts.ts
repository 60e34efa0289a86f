import type { Calls } from "../calls/registry";
import type { Vendor } from "../domain/vendor";
import { clockPart } from "./clock-part";
import { poolPart } from "./pool-part";
import type { SavedPart } from "./saved-part";
import { sessionsPart } from "./sessions-part";

/** The persisted parts. */
type SavedEmulation = Pick<Vendor, "clock" | "pool" | "sessions"> & { readonly calls: Pick<Calls, "isBusy"> };

/**
 * The parts of the data file, in the order in which they are loaded. A part that the file does not have keeps
 * its initial state.
 */
export function savedParts({ clock, pool, sessions, calls }: SavedEmulation): readonly SavedPart[] {
  return [clockPart(clock), poolPart(pool), sessionsPart(sessions, calls)];
}
