import type { Emulation } from "../emulation";
import { clockPart } from "./clock-part";
import type { SavedPart } from "./saved-part";
import { poolPart } from "./pool-part";
import { sessionsPart } from "./sessions-part";

/** What the data file holds, in the order in which it is loaded. A file without one of them leaves that as it is at the start. */
export function savedParts({ clock, pool, sessions, calls }: Emulation): readonly SavedPart[] {
  return [clockPart(clock), poolPart(pool), sessionsPart(sessions, calls)];
}
