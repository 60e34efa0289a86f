import type { Account } from "./account";
import type { ProbeSettings } from "./settings";

/** The meaning of a response. */
export interface Meaning {
  readonly means: string;
  /** What breaks in the provider, and what to set. Absent if nothing breaks. */
  readonly breaks?: string;
}

export interface Observation {
  /** The responses, with numbers masked. */
  readonly cameBack: string;
  /** The position of the switch; undefined if the emulator has no such position. */
  readonly position: string | undefined;
}

/** One row of the report. */
export interface Question {
  /** The emulator's switch and the key in the profile, or just a name. */
  readonly name: string;
  readonly asks: string;
  /** The meaning of each position of the switch. Empty if the emulator has no such switch. */
  readonly positions: Readonly<Record<string, Meaning>>;
  /** The meaning of any other response. Default: the emulator has no such position. */
  readonly otherwise?: Meaning;
  /** Why the question is not asked with these settings; undefined if it is asked. */
  readonly skipReason?: (settings: ProbeSettings) => string | undefined;
  /** @throws Inconclusive */
  readonly ask: (account: Account) => Promise<Observation>;
}
