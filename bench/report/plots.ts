import * as echarts from "echarts";
import type { Samples } from "../samples.ts";
import { series, type Series, type SeriesName } from "../series.ts";

/** A figure by the number of sessions. */
export interface Plot {
  /** Part of the file's name. */
  readonly name: string;
  readonly title: string;
  readonly figure: string;
  /** Of the axis. */
  readonly unit: string;
  /** How much of the figure makes one of the unit. */
  readonly per: number;
}

const second = { unit: "seconds", per: 1 };

export const plots: readonly Plot[] = [
  { name: "up", title: "up that makes all sessions", figure: "up, s", ...second },
  { name: "unchanged", title: "up without changes", figure: "up without changes, s", ...second },
  { name: "preview", title: "preview of all creates", figure: "preview, s", ...second },
  { name: "refresh", title: "refresh", figure: "refresh, s", ...second },
  { name: "destroy", title: "destroy", figure: "destroy, s", ...second },
  { name: "state", title: "state", figure: "state, bytes", unit: "KB", per: 1e3 },
  {
    name: "memory",
    title: "memory of the provider's process at most, in an up",
    figure: "up, memory of the provider's process, bytes",
    unit: "MB",
    per: 1e6,
  },
];

/** Readable on white and on GitHub's dark: middle tones, and no background. */
const ink = "#7d8590";
const faint = "#7d859055";
const colours: Record<SeriesName, string> = {
  provider: "#2f81f7",
  closure: "#da6d0b",
  oneLine: "#2da44e",
  sdk: "#bf5af2",
  providerAtOnce: "#3fa7c4",
  providerParallel: "#2f81f7",
  providerSkipped: "#2f81f7",
  oneLineSkipped: "#2da44e",
};

const axis = {
  type: "log",
  axisLabel: { color: ink },
  nameTextStyle: { color: ink },
  axisLine: { lineStyle: { color: ink } },
  splitLine: { lineStyle: { color: faint } },
} as const;

/** The plots of what was measured in two sizes at least. */
export function plotsOf(samples: Samples): Plot[] {
  return plots.filter(({ figure }) => linesOf(figure, samples).length > 0);
}

/** The plot as SVG. */
export function plotSvg({ title, figure, unit, per }: Plot, samples: Samples): string {
  const lines = linesOf(figure, samples);
  const chart = echarts.init(null, null, { renderer: "svg", ssr: true, width: 760, height: 440 });
  chart.setOption({
    animation: false,
    backgroundColor: "transparent",
    title: { text: title, left: "center", textStyle: { color: ink, fontSize: 15, fontWeight: "normal" } },
    legend: { top: 32, textStyle: { color: ink } },
    grid: { top: 104, left: 60, right: 24, bottom: 44 },
    xAxis: { ...axis, name: "sessions", nameLocation: "middle", nameGap: 26 },
    yAxis: { ...axis, name: unit, minorSplitLine: { show: false } },
    series: lines.map(({ name, points }) => ({
      type: "line",
      name: series[name].title,
      symbol: "circle",
      symbolSize: 7,
      color: colours[name],
      lineStyle: { width: 2, type: lineType(series[name]) },
      data: points.map(([size, value]) => [size, value / per]),
    })),
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}

function lineType({ checkpoints, latency }: Series): "solid" | "dashed" | "dotted" {
  if (!checkpoints) return "dashed";
  return latency === 0 ? "dotted" : "solid";
}

function linesOf(
  figure: string,
  samples: Samples,
): { readonly name: SeriesName; readonly points: readonly (readonly [number, number])[] }[] {
  const names = Object.keys(series) as SeriesName[];
  return names
    .map((name) => ({ name, points: pointsOf(name, figure, samples) }))
    .filter(({ points }) => points.length > 1);
}

function pointsOf(name: SeriesName, figure: string, samples: Samples): (readonly [number, number])[] {
  const sizes = new Set(
    samples.all.filter((one) => one.of === name && one.figure === figure).map(({ size }) => size),
  );
  return [...sizes]
    .sort((a, b) => a - b)
    .map((size) => [size, samples.median(name, size, figure) ?? NaN] as const);
}
