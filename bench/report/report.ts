import { withSection } from "../../tools/markdown.ts";
import { duration } from "../../tools/soak/report.ts";
import type { Judged } from "../judge.ts";
import type { CaseName } from "../plan.ts";
import type { Samples } from "../samples.ts";
import type { Sizes } from "../sizes.ts";
import { crossoverText } from "./crossover.ts";
import { plotsOf } from "./plots.ts";
import { barTable, breakdownTable, otherTable, powerTable, spaceTable, timeTable } from "./tables.ts";

/** One run of the benchmark, and where it ran. */
export interface BenchRun {
  readonly date: Date;
  /** As somebody would enter it again. */
  readonly command: string;
  /** The abbreviated hash. */
  readonly commit: string;
  /** Whether the files were as committed. */
  readonly clean: boolean;
  readonly node: string;
  /** Version of the Pulumi CLI. */
  readonly cli: string;
  /** Processors, memory and system. */
  readonly machine: string;
  readonly seconds: number;
  readonly sizes: Sizes;
  readonly samples: Samples;
  readonly judged: readonly Judged[];
  /** How often a case has been measured. */
  readonly rounds: ReadonlyMap<CaseName, number>;
  /** Why a case has not been measured. */
  readonly skipped: ReadonlyMap<CaseName, string>;
}

/** What JSON tells: the bars alone. */
export function ratiosJson(judged: readonly Judged[]): string {
  const ratios = judged.map(({ name, value, bar, holds }) => ({ name, value, bar, holds }));
  return `${JSON.stringify({ ratios }, undefined, 2)}\n`;
}

/** Everything that was measured, as Markdown. */
export function report(run: BenchRun): string {
  const parts = [
    ["## To reach", ratios(run)],
    ["## Where the time of an up goes", breakdownTable(run.samples, run.sizes)],
    ["## Times", timeTable(run.samples)],
    ["## State and memory", spaceTable(run.samples)],
    ["## Other figures", otherTable(run.samples)],
  ] as const;
  // Of one case alone most tables have their head and no row.
  const filled = parts.filter(([, lines]) => lines.length > 2);
  return filled.flatMap(([heading, lines]) => [heading, "", ...lines, ""]).join("\n");
}

/**
 * docs/scaling.md with the figures of this run in place of those that it had.
 *
 * @throws MarkersError
 */
export function withFigures(page: string, run: BenchRun): string {
  const { samples, sizes } = run;
  const sections: readonly (readonly [string, readonly string[]])[] = [
    ["bars", ratios(run)],
    ["breakdown", breakdownTable(samples, sizes)],
    ["powers", powerTable(samples, sizes)],
    ["plots", plotLinks(samples)],
    ["crossover", [crossoverText(samples, sizes)]],
    ["times", timeTable(samples)],
    ["space", spaceTable(samples)],
    ["others", otherTable(samples)],
  ];
  return sections.reduce((text, [name, lines]) => withSection(text, `bench-${name}`, lines.join("\n")), page);
}

function plotLinks(samples: Samples): string[] {
  return plotsOf(samples).map(
    ({ name, title }) => `![${title}, by the number of sessions](${plotFile(name)})`,
  );
}

/** As docs/scaling.md names it. */
export function plotFile(name: string): string {
  return `images/scaling-${name}.svg`;
}

function ratios(run: BenchRun): string[] {
  return [source(run), "", ...barTable(run)];
}

function source({ date, command, commit, clean, node, cli, machine, seconds }: BenchRun): string {
  const tree = clean ? "" : " with uncommitted changes";
  return (
    `\`${command}\` on ${date.toISOString().slice(0, 10)}, commit ${commit}${tree}, Node ${node}, Pulumi ${cli}, ` +
    `${machine}, ${duration(seconds)}.`
  );
}
