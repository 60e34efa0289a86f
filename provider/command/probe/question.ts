import type { Account } from "./account";
import type { ProbeSettings } from "./settings";

/** What a response means. */
export interface Meaning {
  readonly means: string;
  /** What of the provider breaks by it, and what to set. Absent: nothing breaks. */
  readonly breaks?: string;
}

/** What was seen of one question. */
export interface Observation {
  /** What came back, with numbers masked. */
  readonly cameBack: string;
  /** The position of the switch that it shows; undefined: none that the emulator has. */
  readonly position: string | undefined;
}

/** One row of the report. */
export interface Question {
  /** The switch of the emulator, and so the key in the profile; for what no switch has, a name alone. */
  readonly name: string;
  /** What is asked. */
  readonly asks: string;
  /** What each position of the switch means. Empty: the emulator has no such switch. */
  readonly positions: Readonly<Record<string, Meaning>>;
  /** What any other response means. Default: that the emulator has no such position. */
  readonly otherwise?: Meaning;
  /** Why it is not asked with these settings; undefined: it is. */
  readonly skipReason?: (settings: ProbeSettings) => string | undefined;
  /** @throws Unsettled if the responses do not tell. */
  readonly ask: (account: Account) => Promise<Observation>;
}
