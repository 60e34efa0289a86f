import { table } from "../../tools/markdown.ts";
import type { Judged } from "../judge.ts";
import { processKinds } from "../engine/memory.ts";
import { allSteps, steps } from "../engine/steps.ts";
import type { CaseName } from "../plan.ts";
import type { Samples } from "../samples.ts";
import { series, type SeriesName } from "../series.ts";
import type { Sizes } from "../sizes.ts";
import { breakdown, growthPower } from "./breakdown.ts";
import { digits, spreadText } from "./format.ts";

const seriesNames = Object.keys(series) as SeriesName[];
const isSeries = (name: string): name is SeriesName => name in series;
const mega = 1e6;

interface BarsOfRun {
  readonly judged: readonly Judged[];
  readonly rounds: ReadonlyMap<CaseName, number>;
  readonly skipped: ReadonlyMap<CaseName, string>;
}

/** What is to be reached, and whether it is. */
export function barTable({ judged, rounds, skipped }: BarsOfRun): string[] {
  const rows = judged.map(({ name, value, kind, bar, holds, from }) => {
    const outcome = holds === null ? `not measured: ${skipped.get(from) ?? "no measurement"}` : "";
    const measured = value === null ? ["", ""] : [digits(value), String(rounds.get(from) ?? "")];
    return [name, ...measured, `${kind} ${bar}`, outcome || (holds ? "yes" : "NO")];
  });
  return table(["Work", "Value", "Rounds", "Bar", "Holds"], rows);
}

/** The engine's times: median, and minimum to maximum where there are several. */
export function timeTable(samples: Samples): string[] {
  return sizesTable(samples, ["Sessions", "Rival", ...allSteps.map((name) => `${steps[name].title}, s`)]);
}

/** State, and memory at most of each process during the `up` that makes all sessions. */
export function spaceTable(samples: Samples): string[] {
  const memory = processKinds.map((kind) => `up, memory of the ${kind}'s process, bytes`);
  const head = ["Sessions", "Rival", "State, KB", ...processKinds.map((kind) => `${kind}'s process, MB`)];
  return sizesTable(samples, head, [
    ["state, bytes", 1e3],
    ...memory.map((figure): [string, number] => [figure, mega]),
  ]);
}

/** A row for each size and series; the figures are those of the head where none are given. */
function sizesTable(
  samples: Samples,
  head: readonly string[],
  figures: readonly (readonly [string, number])[] = head.slice(2).map((figure) => [figure, 1]),
): string[] {
  const rows = sizesOf(samples).flatMap((size) =>
    seriesNames.flatMap((name) => {
      const cells = figures.map(([figure, unit]) => spreadText(samples.spread(name, size, figure), unit));
      if (cells.every((cell) => cell === "")) return [];
      return [[size.toLocaleString("en-GB"), series[name].title, ...cells]];
    }),
  );
  return table(head, rows);
}

function sizesOf({ all }: Samples): number[] {
  const sizes = new Set(all.filter(({ of }) => isSeries(of)).map(({ size }) => size));
  return [...sizes].sort((a, b) => a - b);
}

/** What belongs to no operation of the tables above. */
export function otherTable(samples: Samples): string[] {
  const shown = [...allSteps.map((name) => `${steps[name].title}, `), "state, "];
  const others = samples.all.filter(({ figure }) => !shown.some((begin) => figure.startsWith(begin)));
  // Every other operation sends one request for each session that it works on.
  const requests = samples.all.filter(({ figure, value }) => figure === "refresh, requests" && value > 0);
  const keys = new Map([...requests, ...others].map((one) => [`${one.of} ${one.size} ${one.figure}`, one]));
  const rows = [...keys.values()].map(({ of, size, figure }) => {
    const name = isSeries(of) ? series[of].title : of;
    return [name, size.toLocaleString("en-GB"), figure, spreadText(samples.spread(of, size, figure))];
  });
  return table(["Of", "Size", "Figure", "Median (minimum to maximum)"], rows);
}

/** Where the seconds of an `up` go. */
export function breakdownTable(samples: Samples, { thousand, tenThousand }: Sizes): string[] {
  const rows = [1, 100, thousand, tenThousand].flatMap((size) => {
    const parts = breakdown(samples, size);
    if (parts === undefined) return [];
    const { total, start, engine, checkpoints, provider } = parts;
    const written = checkpoints === undefined ? "skipped" : digits(checkpoints);
    return [
      [size.toLocaleString("en-GB"), digits(total), digits(start), digits(engine), written, digits(provider)],
    ];
  });
  const head = ["Sessions", "up, s", "start", "engine", "rewriting the state", "provider and API"];
  return table(head, rows);
}

const powers = ["up", "unchanged", "preview", "refresh", "destroy"] as const;

/** By which power of the number of sessions each operation grows. */
export function powerTable(samples: Samples, { thousand }: Sizes): string[] {
  const figures = [...powers.map((name) => `${steps[name].title}, s`), "state, bytes"];
  const compared = ["provider", "closure", "oneLine", "sdk"] as const;
  const rows = figures.map((figure) => {
    const cells = compared.map((name) => growthPower(samples, name, figure, [300, thousand]));
    return [
      figure.replace(/, \w+$/, ""),
      ...cells.map((power) => (power === undefined ? "" : power.toFixed(1))),
    ];
  });
  return table(["", ...compared.map((name) => series[name].title)], rows);
}
