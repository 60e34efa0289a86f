import { BenchError } from "./errors.ts";
import { caseNames, cases, type BenchCase, type CaseName } from "./plan.ts";
import type { Sizes } from "./bars.ts";
import { Samples } from "./samples.ts";

export interface RunOptions {
  readonly form: "short" | "full";
  /** The one case to run. Default: all. */
  readonly only: CaseName | undefined;
  readonly sizes: Sizes;
  /** Minutes for everything. */
  readonly limit: number;
  /** Shows a line that stays. */
  readonly line: (text: string) => void;
  /** Milliseconds that have gone by. */
  readonly now: () => number;
}

/** What a run has measured. */
export interface Outcome {
  readonly samples: Samples;
  /** Why a case has not been measured, by case. */
  readonly skipped: ReadonlyMap<CaseName, string>;
}

/** Runs the cases: the first rounds of all, then the second ones and so on, as far as the time goes. */
export async function runCases(options: RunOptions): Promise<Outcome> {
  const { form, limit, now } = options;
  const samples = new Samples();
  const skipped = new Map<CaseName, string>();
  const took = new Map<CaseName, number>();
  const start = now();
  const rounds = Math.max(...caseNames.map((name) => cases[name].rounds[form]));
  for (let round = 0; round < rounds; round += 1) {
    for (const name of caseNames) {
      const reason = reasonToSkip(name, round, options);
      if (reason !== undefined) {
        if (round === 0) skipped.set(name, reason);
        continue;
      }
      const begin = now();
      const expected = took.get(name) ?? cases[name].minutes * 60_000;
      if (begin - start + expected > limit * 60_000) {
        if (round === 0) skipped.set(name, `it would not have ended within the run's ${limit} minutes`);
        continue;
      }
      await runRound(name, round, options, samples);
      took.set(name, now() - begin);
    }
  }
  return { samples, skipped };
}

function reasonToSkip(name: CaseName, round: number, { form, only }: RunOptions): string | undefined {
  if (only !== undefined && only !== name) return `--only ${only}`;
  if (cases[name].rounds[form] === 0 && only !== name)
    return "not in the short form: npm run bench -- --full";
  // A case that is asked for by its name is measured once at least.
  const rounds = Math.max(1, cases[name].rounds[form]);
  return round < rounds ? undefined : "measured often enough";
}

async function runRound(name: CaseName, round: number, options: RunOptions, samples: Samples): Promise<void> {
  const { sizes, line } = options;
  const benchCase: BenchCase = cases[name];
  const note = (text: string) => {
    line(`${name}, round ${round + 1}: ${text}`);
  };
  try {
    note("begins");
    await benchCase.run({
      round,
      sizes,
      note,
      add: (more) => {
        samples.add(more);
      },
    });
  } catch (error) {
    throw new BenchError(`${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
