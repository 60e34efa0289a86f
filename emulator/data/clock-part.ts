import type { EmulatorClock } from "../common/clock";
import { readNumber, readObject } from "./read-members";
import type { SavedPart } from "./saved-part";

/** The clock's offset: while no emulator runs, time goes on as real time does. */
export function clockPart(clock: EmulatorClock): SavedPart {
  return {
    name: "clock",
    save: () => ({ offset: clock.offset }),
    load: (saved) => {
      clock.setOffset(readNumber("clock.offset", readObject("clock", saved)["offset"]));
    },
  };
}
