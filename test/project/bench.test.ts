import { readFileSync } from "node:fs";
import path from "node:path";
import { bars } from "../../bench/bars.ts";
import type { BenchCase } from "../../bench/case.ts";
import { judge } from "../../bench/judge.ts";
import { readOptions, UsageError } from "../../bench/options.ts";
import { breakdown, growthPower } from "../../bench/report/breakdown.ts";
import { digits, spreadText } from "../../bench/report/format.ts";
import { plots, plotsOf, plotSvg } from "../../bench/report/plots.ts";
import { ratiosJson, report, withFigures, type BenchRun } from "../../bench/report/report.ts";
import { runCases } from "../../bench/run.ts";
import { Samples, spread } from "../../bench/samples.ts";
import { repositoryRoot } from "../../tools/repository.ts";

const sizes = { thousand: 1000, tenThousand: 10_000 };

function samplesOf(...all: [of: string, size: number, figure: string, ...values: number[]][]): Samples {
  const samples = new Samples();
  samples.add(
    all.flatMap(([of, size, figure, ...values]) => values.map((value) => ({ of, size, figure, value }))),
  );
  return samples;
}

describe("several measurements", () => {
  test("are told by minimum, median and maximum", () => {
    expect(spread([3, 1, 2])).toEqual({ minimum: 1, median: 2, maximum: 3, count: 3 });
    expect(spread([4, 1, 2, 3])).toEqual({ minimum: 1, median: 2.5, maximum: 4, count: 4 });
    expect(spread([7])).toEqual({ minimum: 7, median: 7, maximum: 7, count: 1 });
    expect(spread([])).toBeUndefined();
  });

  test("are shown with three digits", () => {
    expect([0.01234, 1.2345, 12.345, 999.6, 1234.5].map(digits)).toEqual([
      "0.0123",
      "1.23",
      "12.3",
      "1000",
      "1,235",
    ]);
    expect(spreadText(spread([1000, 2000, 4000]), 1000)).toBe("2 (1 to 4)");
    expect(spreadText(spread([1500]), 1000)).toBe("1.5");
    expect(spreadText(undefined)).toBe("");
  });
});

describe("the bars", () => {
  const judged = (samples: Samples) => judge(bars(sizes), samples);
  const rowOf = (part: string, samples: Samples) => judged(samples).find(({ name }) => name.includes(part));

  test("are those of the table, and are neither met nor missed where nothing was measured", () => {
    expect(judged(new Samples()).map(({ bar, value, holds }) => [bar, value, holds])).toEqual(
      [0.5, 1.15, 1.1, 0.6, 1.25, 1.1, 0, 1.6, 700, 30, 0.6, 2, 50, 0.5, 1.25, 1.3, 200, 30].map((bar) => [
        bar,
        null,
        null,
      ]),
    );
  });

  test("take the larger of two operations, by their medians", () => {
    const samples = samplesOf(
      ["provider", 1000, "up, s", 10, 12, 90],
      ["closure", 1000, "up, s", 40],
      ["provider", 1000, "destroy, s", 9],
      ["closure", 1000, "destroy, s", 10],
    );
    expect(rowOf("against the no-op closure: the larger", samples)).toMatchObject({
      value: 0.9,
      holds: false,
    });
    const half = samplesOf(["provider", 1000, "up, s", 10], ["closure", 1000, "up, s", 40]);
    expect(rowOf("against the no-op closure: the larger", half)).toMatchObject({ value: null, holds: null });
  });

  test("hold against 60 requests a second", () => {
    const samples = samplesOf(
      ["providerSkipped", 1000, "up, s", 20],
      ["providerSkipped", 10_000, "up, s", 250],
    );
    expect(rowOf("up of 1,000 with the rate limit", samples)).toMatchObject({ value: 1.2, holds: true });
    expect(rowOf("up of 10,000 with the rate limit", samples)).toMatchObject({ value: 1.5, holds: false });
  });

  test.each([
    ["each once", 0, 0, true],
    ["one missing", 1, 0, false],
    ["one doubled", 0, 1, false],
    ["one doubled and another missing", 1, 1, false],
  ])("count what is wrong after a kill: %s", (_, missing, doubled, holds) => {
    const samples = samplesOf(
      ["providerSkipped", 10_000, "missing after both", missing],
      ["providerSkipped", 10_000, "doubled after both", doubled],
    );
    expect(rowOf("kill -9", samples)).toMatchObject({ value: missing + doubled, holds });
  });

  test("bound some figures from below", () => {
    const samples = samplesOf(
      ["client", 10_000, "GET, requests/s", 500],
      ["undici", 10_000, "GET, requests/s", 1000],
      ["sdk", 10_000, "GET, requests/s", 200],
    );
    expect(rowOf("against bare undici", samples)).toMatchObject({ value: 0.5, holds: false });
    expect(rowOf("against Plivo's SDK", samples)).toMatchObject({ value: 2.5, holds: true });
  });

  test("come as JSON with a row each, and nothing else", () => {
    const { ratios } = JSON.parse(
      ratiosJson(judged(samplesOf(["package", 1, "packed, bytes", 145_000]))),
    ) as {
      ratios: Record<string, unknown>[];
    };
    expect(ratios).toHaveLength(18);
    expect(ratios.at(-2)).toEqual({ name: "install: packed size, KB", value: 145, bar: 200, holds: true });
    expect(ratios.at(-1)).toMatchObject({ value: null, holds: null });
  });
});

describe("where the time goes", () => {
  const samples = samplesOf(
    ["oneLineSkipped", 1, "up, s", 1],
    ["oneLineSkipped", 1000, "up, s", 5],
    ["oneLine", 1000, "up, s", 35],
    ["provider", 1000, "up, s", 42],
    ["oneLineSkipped", 10_000, "up, s", 41],
    ["providerSkipped", 10_000, "up, s", 170],
  );

  test("is told by differences between the rivals", () => {
    const thousand = { size: 1000, total: 42, start: 1, engine: 4, checkpoints: 30, provider: 7 };
    expect(breakdown(samples, 1000)).toEqual(thousand);
    const tenThousand = { size: 10_000, total: 170, start: 1, engine: 40, checkpoints: undefined };
    expect(breakdown(samples, 10_000)).toEqual({ ...tenThousand, provider: 129 });
    expect(breakdown(samples, 100)).toBeUndefined();
  });

  test("grows by a power, the start taken off", () => {
    const growing = samplesOf(
      ["closure", 1, "up, s", 2],
      ["closure", 100, "up, s", 3],
      ["closure", 1000, "up, s", 102],
    );
    expect(growthPower(growing, "closure", "up, s", [100, 1000])).toBeCloseTo(2);
    expect(growthPower(growing, "oneLine", "up, s", [100, 1000])).toBeUndefined();
  });
});

describe("a run", () => {
  /** Cases that take so many minutes each, on a clock of their own. */
  function run(minutes: Record<string, number>, only?: string) {
    let now = 0;
    const order: string[] = [];
    const cases = Object.fromEntries(
      Object.entries(minutes).map(([name, length]): [string, BenchCase] => [
        name,
        {
          rounds: { short: name === "long" ? 0 : 2, full: 2 },
          minutes: length,
          run: ({ round, add }) => {
            now += length * 60_000;
            order.push(`${name} ${round}`);
            add([{ of: name, size: 1, figure: "f", value: round }]);
            return name === "broken" ? Promise.reject(new Error("it broke")) : Promise.resolve();
          },
        },
      ]),
    );
    const options = { form: "short", only, sizes, limit: 10, line: () => undefined, now: () => now } as const;
    return { order, outcome: runCases(cases, options) };
  }

  test("does each case once before any of them again, and what its form leaves out not at all", async () => {
    const { order, outcome } = run({ a: 1, long: 1, b: 1 });
    const { samples, rounds, skipped } = await outcome;
    expect(order).toEqual(["a 0", "b 0", "a 1", "b 1"]);
    expect(Object.fromEntries(rounds)).toEqual({ a: 2, b: 2 });
    expect([...skipped]).toEqual([["long", "not in the short form: npm run bench -- --full"]]);
    expect(samples.spread("a", 1, "f")?.count).toBe(2);
  });

  test("begins nothing that might not end in its time", async () => {
    const { order, outcome } = run({ a: 4, b: 7, c: 5 });
    expect([...(await outcome).skipped.keys()]).toEqual(["b"]);
    expect(order).toEqual(["a 0", "c 0"]);
  });

  test("does the one case that is asked for, whatever the form", async () => {
    const { order, outcome } = run({ a: 1, long: 1 }, "long");
    expect([...(await outcome).skipped]).toEqual([["a", "not asked for: --only long"]]);
    expect(order).toEqual(["long 0"]);
  });

  test("ends with the first failure, which names its case", async () => {
    const { order, outcome } = run({ a: 1, broken: 1, c: 1 });
    await expect(outcome).rejects.toThrow("broken: it broke");
    expect(order).toEqual(["a 0", "broken 0"]);
  });
});

describe("the command line", () => {
  const read = (...parameters: string[]) => readOptions(parameters, ["growth", "kill"]);

  test("is read", () => {
    const short = { full: false, only: undefined, json: undefined, write: false, scale: 1 };
    expect(read()).toEqual(short);
    expect(read("--full", "--write", "--json", "b.json")).toEqual({
      ...short,
      full: true,
      write: true,
      json: "b.json",
    });
    expect(read("--only", "kill", "--scale", "0.05")).toEqual({ ...short, only: "kill", scale: 0.05 });
  });

  test.each([
    ["a case that is not there", ["--only", "nothing"]],
    ["an unknown option", ["--quick"]],
    ["sizes of nothing", ["--scale", "0"]],
    ["sizes above the table's", ["--scale", "2"]],
    ["a scale that is none", ["--scale", "small"]],
    ["a page from the short form", ["--write"]],
    ["a page from one case", ["--full", "--write", "--only", "kill"]],
    ["a page from smaller sizes", ["--full", "--write", "--scale", "0.5"]],
  ])("is refused for %s", (_, parameters) => {
    expect(() => read(...parameters)).toThrow(UsageError);
  });
});

describe("the figures of a run", () => {
  const samples = samplesOf(
    ["provider", 100, "up, s", 4, 5, 6],
    ["provider", 300, "up, s", 9],
    ["closure", 100, "up, s", 8],
    ["closure", 300, "up, s", 20],
    ["sdk", 300, "up, s", 20],
    ["provider", 300, "state, bytes", 60],
    ["closure", 300, "state, bytes", 200],
    ["4 stacks", 1000, "up of a table, s", 30],
  );
  const run: BenchRun = {
    date: new Date("2026-03-01T10:00:00Z"),
    command: "npm run bench -- --full --write",
    commit: "abc1234",
    clean: false,
    node: "24.21.0",
    cli: "v3.259.0",
    machine: "2 × a processor",
    seconds: 3000,
    sizes,
    samples,
    judged: judge(bars(sizes), samples),
    rounds: new Map([["three-hundred", 2]]),
    skipped: new Map([["kill", "the reason"]]),
  };

  test("say whence they are, and why something was not measured", () => {
    const text = report(run);
    expect(text).toContain(
      "`npm run bench -- --full --write` on 2026-03-01, commit abc1234 with uncommitted changes, Node 24.21.0, Pulumi v3.259.0, 2 × a processor, 50 min 0 s.",
    );
    expect(text).toMatch(/\| kill -9 .*\| +\| +\| at most 0 +\| not measured: the reason +\|/);
    expect(text).toMatch(/\| state bytes per session.*\| 0.3 +\| 2 +\| at most 0.6 +\| yes +\|/);
    expect(text).toMatch(/\| 100 +\| this provider +\| +\| 5 \(4 to 6\) +\|/);
    expect(text).toMatch(/\| 4 stacks +\| 1,000 +\| up of a table, s +\| 30 +\|/);
  });

  test("stand in every place that docs/scaling.md has for them, in place of those before", () => {
    const page = readFileSync(path.join(repositoryRoot(), "docs", "scaling.md"), "utf8");
    const written = withFigures(page, run);
    const places = written.match(/<!-- bench-\w+:begin -->\n\n[^\n]+/g) ?? [];
    expect(places).toHaveLength(8);
    expect(places.filter((place) => place.includes("Not run yet"))).toEqual([]);
    expect(written).toContain("](images/scaling-up.svg)");
    expect(written).not.toContain("](images/scaling-destroy.svg)");
    expect(withFigures(written, run)).toBe(written);
  });

  test("are refused by a page that has no place for them", () => {
    expect(() => withFigures("# Scaling\n", run)).toThrow("bench-bars");
  });

  test("are drawn as one line a rival, where there are any", () => {
    const [up] = plots;
    const svg = up && plotSvg(up, samples);
    expect(svg).toMatch(/^<svg /);
    expect(svg).toContain("this provider");
    expect(svg).toContain("no-op, closure");
    expect(svg).not.toContain("Plivo");
    expect(plotsOf(samples)).toEqual([up]);
  });
});
