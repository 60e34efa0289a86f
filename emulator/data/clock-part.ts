import type { EmulatorClock } from "../common/clock";
import { readNumber, readObject } from "./read-members";
import type { SavedPart } from "./saved-part";

/** The clock's offset. While no emulator runs, its time advances with real time. */
export function clockPart(clock: EmulatorClock): SavedPart {
  return {
    name: "clock",
    save: () => ({ offset: clock.offset }),
    load: (saved) => {
      clock.setOffset(readNumber("clock.offset", readObject("clock", saved)["offset"]));
    },
  };
}
