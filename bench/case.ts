import type { Sample } from "./samples.ts";
import type { Sizes } from "./sizes.ts";

/** What a case needs of the run. */
export interface CaseContext {
  /** From 0. */
  readonly round: number;
  readonly sizes: Sizes;
  /** Says what is measured now. */
  readonly note: (text: string) => void;
  readonly add: (samples: readonly Sample[]) => void;
}

/** One part of the benchmark. */
export interface BenchCase {
  /** How often it is measured in the short form and in the full one; 0: not at all. */
  readonly rounds: { readonly short: number; readonly full: number };
  /** Minutes that its first round may take on a slow machine: it is not begun where less is left. */
  readonly minutes: number;
  readonly run: (context: CaseContext) => Promise<void>;
}
