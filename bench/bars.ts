import { requests } from "./client/load.ts";
import { steps, type StepName } from "./engine/steps.ts";
import type { CaseName } from "./plan.ts";
import type { Samples } from "./samples.ts";
import type { SeriesName } from "./series.ts";
import type { Sizes } from "./sizes.ts";

/** One row of what is to be reached. */
export interface Bar {
  readonly name: string;
  /** The case that measures it. */
  readonly from: CaseName;
  readonly bar: number;
  /** Whether the bar is a bound from above or from below. */
  readonly kind: "at most" | "at least";
  /** Undefined where it was not measured. */
  readonly value: (samples: Samples) => number | undefined;
}

/** Plivo's limit of an account: 300 requests in 5 seconds. */
export const requestsPerSecond = 60;

const mega = 1e6;
const kilo = 1e3;

/** What is to be reached, row by row. */
export function bars({ thousand, tenThousand }: Sizes): Bar[] {
  const [small, large] = [thousand, tenThousand].map((size) => size.toLocaleString("en-GB"));
  return [
    {
      name: `up and destroy of ${small} on a file backend, against the no-op closure: the larger of the two`,
      from: "thousand",
      bar: 0.5,
      kind: "at most",
      value: largest(["up", "destroy"], thousand, "provider", "closure"),
    },
    {
      name: `up and destroy of ${small}, no latency, against the one-line no-op: the larger of the two`,
      from: "thousand",
      bar: 1.15,
      kind: "at most",
      value: largest(["up", "destroy"], thousand, "providerAtOnce", "oneLine"),
    },
    {
      name: `preview and up without changes of ${small}, against the one-line no-op: the larger of the two`,
      from: "thousand-skipped",
      bar: 1.1,
      kind: "at most",
      value: largest(["preview", "unchanged"], thousand, "providerSkipped", "oneLineSkipped"),
    },
    {
      name: "state bytes per session, against the no-op closure with the same arguments and secrets",
      from: "three-hundred",
      bar: 0.6,
      kind: "at most",
      value: (samples) => samples.ratio("state, bytes", 300, "provider", "closure"),
    },
    {
      name: `up of ${small} with the rate limit on and skipped checkpoints, against the bound of 60 requests a second`,
      from: "thousand-skipped",
      bar: 1.25,
      kind: "at most",
      value: againstBound("up, s", thousand),
    },
    {
      name: `up of ${large} with the rate limit on and skipped checkpoints, against the bound of 60 requests a second`,
      from: "ten-thousand",
      bar: 1.1,
      kind: "at most",
      value: againstBound("up, s", tenThousand),
    },
    {
      name: `kill -9 in the middle of those ${large}, then PLIVO_IF_EXISTS=adopt pulumi up: sessions missing or doubled`,
      from: "kill",
      bar: 0,
      kind: "at most",
      value: missingOrDoubled(tenThousand),
    },
    {
      name: "time of both together, against that bound",
      from: "kill",
      bar: 1.6,
      kind: "at most",
      value: againstBound("both, s", tenThousand),
    },
    {
      name: `refresh of ${large}: requests`,
      from: "ten-thousand",
      bar: 700,
      kind: "at most",
      value: (samples) => samples.median("providerSkipped", tenThousand, "refresh, requests"),
    },
    {
      name: `refresh of ${large} with the rate limit on: seconds`,
      from: "ten-thousand",
      bar: 30,
      kind: "at most",
      value: (samples) => samples.median("providerSkipped", tenThousand, "refresh, s"),
    },
    {
      name: "client, 10,000 requests on loopback, 50 at once: requests/s against bare undici",
      from: "client",
      bar: 0.6,
      kind: "at least",
      value: (samples) => samples.ratio("GET, requests/s", requests, "client", "undici"),
    },
    {
      name: "client, 10,000 requests on loopback, 50 at once: requests/s against Plivo's SDK",
      from: "client",
      bar: 2,
      kind: "at least",
      value: (samples) => samples.ratio("GET, requests/s", requests, "client", "sdk"),
    },
    {
      name: "check and diff of one session: microseconds, median",
      from: "check-diff",
      bar: 50,
      kind: "at most",
      value: (samples) => samples.median("provider", 10_000, "check and diff of one, µs"),
    },
    {
      name: "check and diff of 10,000: seconds",
      from: "check-diff",
      bar: 0.5,
      kind: "at most",
      value: (samples) => samples.median("provider", 10_000, "check and diff of all, s"),
    },
    {
      name: "start of the provider's process to its first answered call, against the one-line no-op",
      from: "start",
      bar: 1.25,
      kind: "at most",
      value: (samples) => samples.ratio("start to the first answer, s", 1, "provider", "oneLine"),
    },
    {
      name: `memory of the provider's process at ${large}, against the one-line no-op`,
      from: "ten-thousand",
      bar: 1.3,
      kind: "at most",
      value: (samples) =>
        samples.ratio(
          "up, memory of the provider's process, bytes",
          tenThousand,
          "providerSkipped",
          "oneLineSkipped",
        ),
    },
    {
      name: "install: packed size, KB",
      from: "package",
      bar: 200,
      kind: "at most",
      value: (samples) => scaled(samples.median("package", 1, "packed, bytes"), kilo),
    },
    {
      name: "install: installed size with dependencies other than @pulumi/pulumi, MB",
      from: "package",
      bar: 30,
      kind: "at most",
      value: (samples) => scaled(samples.median("package", 1, "installed, bytes"), mega),
    },
  ];
}

/** The ratio of that step where it is largest. */
function largest(names: readonly StepName[], size: number, of: SeriesName, against: SeriesName) {
  return (samples: Samples) => {
    const ratios = names.map((name) => samples.ratio(`${steps[name].title}, s`, size, of, against));
    const known = ratios.filter((ratio) => ratio !== undefined);
    return known.length < names.length ? undefined : Math.max(...known);
  };
}

function againstBound(figure: string, size: number) {
  return (samples: Samples) =>
    scaled(samples.median("providerSkipped", size, figure), size / requestsPerSecond);
}

function missingOrDoubled(size: number) {
  return (samples: Samples) => {
    const figures = ["missing after both", "doubled after both"];
    const counts = figures.map((figure) => samples.median("providerSkipped", size, figure));
    const known = counts.filter((count) => count !== undefined);
    return known.length < figures.length ? undefined : known.reduce((sum, count) => sum + count, 0);
  };
}

function scaled(value: number | undefined, unit: number): number | undefined {
  return value === undefined ? undefined : value / unit;
}
