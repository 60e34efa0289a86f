import type { BenchCase } from "./case.ts";
import { BenchError } from "./errors.ts";
import { Samples } from "./samples.ts";
import type { Sizes } from "./sizes.ts";

export interface RunOptions<Name extends string> {
  readonly form: "short" | "full";
  /** The one case to run. Default: all. */
  readonly only: Name | undefined;
  readonly sizes: Sizes;
  /** Minutes for everything. */
  readonly limit: number;
  /** Shows a line that stays. */
  readonly line: (text: string) => void;
  /** Milliseconds that have gone by. */
  readonly now: () => number;
}

/** What a run has measured. */
export interface Outcome<Name extends string> {
  readonly samples: Samples;
  /** How often a case has been measured, by case. */
  readonly rounds: ReadonlyMap<Name, number>;
  /** Why a case has not been measured, by case. */
  readonly skipped: ReadonlyMap<Name, string>;
}

/**
 * Runs the cases: the first rounds of all, then the second ones and so on, as far as the time goes.
 *
 * @throws BenchError as soon as something fails.
 */
export async function runCases<Name extends string>(
  cases: Readonly<Record<Name, BenchCase>>,
  options: RunOptions<Name>,
): Promise<Outcome<Name>> {
  const { limit, now, line } = options;
  const samples = new Samples();
  const rounds = new Map<Name, number>();
  const skipped = new Map<Name, string>();
  const took = new Map<Name, number>();
  const start = now();
  const names = Object.keys(cases) as Name[];
  const most = Math.max(...names.map((name) => roundsOf(name, cases[name], options)));
  for (const name of names) {
    if (roundsOf(name, cases[name], options) === 0) skipped.set(name, reason(options));
  }
  for (let round = 0; round < most; round += 1) {
    for (const name of names.filter((one) => round < roundsOf(one, cases[one], options))) {
      const begin = now();
      const expected = took.get(name) ?? cases[name].minutes * 60_000;
      if (begin - start + expected > limit * 60_000) {
        if (round === 0) skipped.set(name, `it might not have ended within the run's ${limit} minutes`);
        line(`${name}, round ${round + 1}: left out, since the time might be up before it ends`);
        continue;
      }
      await runRound([name, cases[name]], round, options, samples);
      rounds.set(name, round + 1);
      took.set(name, now() - begin);
    }
  }
  return { samples, rounds, skipped };
}

/** A case that is asked for by its name is measured once at least. */
function roundsOf<Name extends string>(
  name: Name,
  { rounds }: BenchCase,
  { only, form }: Pick<RunOptions<Name>, "only" | "form">,
): number {
  if (only === undefined) return rounds[form];
  return name === only ? Math.max(1, rounds[form]) : 0;
}

function reason<Name extends string>({ only }: Pick<RunOptions<Name>, "only">): string {
  return only === undefined
    ? "not in the short form: npm run bench -- --full"
    : `not asked for: --only ${only}`;
}

async function runRound(
  [name, { run }]: readonly [string, BenchCase],
  round: number,
  { sizes, line }: Pick<RunOptions<string>, "sizes" | "line">,
  samples: Samples,
): Promise<void> {
  const note = (text: string) => {
    line(`${name}, round ${round + 1}: ${text}`);
  };
  const add = (more: Samples["all"]) => {
    samples.add(more);
  };
  note("begins");
  try {
    await run({ round, sizes, note, add });
  } catch (error) {
    throw new BenchError(`${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
