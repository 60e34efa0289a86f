import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { repositoryRoot } from "../../tools/repository.ts";
import { MarkersError } from "../../tools/markdown.ts";
import { FiguresError, parseFigures, readFigures } from "../../tools/soak/figures.ts";
import { duration, withReport, type Run } from "../../tools/soak/report.ts";
import { runTool } from "./run-tool.ts";

const root = repositoryRoot();

describe("the figures of a proof", () => {
  const line = (figures: object) => JSON.stringify({ proof: "model", figures });

  test("are read line by line", () => {
    const text = `${line({ runs: 20_000, doubled: 0 })}\n${line({ seed: "42" })}\n`;
    expect(parseFigures(text)).toEqual([
      { proof: "model", figures: { runs: 20_000, doubled: 0 } },
      { proof: "model", figures: { seed: "42" } },
    ]);
  });

  test.each([
    ["no line", ""],
    ["blank lines", "\n  \n"],
    ["a record that has counted nothing", line({})],
    ["nothing but the search for leaks", '{"proof":"leaks","figures":{"hits":0}}'],
    ["a line that was cut off", `${line({ runs: 1 })}\n{"proof":"mod`],
    ["a figure that is none", line({ runs: null })],
    ["a proof without a name", '{"proof":"","figures":{"runs":1}}'],
    ["another object", '{"figures":{"runs":1}}'],
  ])("are refused: %s", (_, text) => {
    expect(() => parseFigures(text)).toThrow(FiguresError);
  });

  test("are refused where there is no file", () => {
    expect(() => readFigures(path.join(root, "no-such-figures.jsonl"))).toThrow("no figures were recorded");
  });
});

describe("the report", () => {
  const run: Run = {
    date: new Date("2026-03-01T23:00:00Z"),
    commit: "abc1234",
    clean: true,
    node: "24.1.0",
    seconds: 2465,
    proofs: [
      {
        name: "model",
        seconds: 1201,
        figures: [
          { proof: "runs", figures: { runs: 20_000, doubled: 0, lost: 0 } },
          { proof: "broken provider", figures: { "caught by": "blind resend | twice" } },
        ],
      },
      { name: "kill", seconds: 59.6, figures: [{ proof: "points", figures: { points: 24 } }] },
    ],
  };
  const page = (old: string) => `# Page\n\n<!-- soak:begin -->\n${old}\n<!-- soak:end -->\n\nAfter.\n`;

  test("stands between the markers, in place of the one before", () => {
    const written = withReport(page("\nNo run recorded.\n"), run);
    expect(written).toBe(
      page(
        [
          "",
          "Last full run: 2026-03-01, commit abc1234, Node 24.1.0, 41 min 5 s. Every proof passed.",
          "",
          "| Proof | Time       | Part            | Figures                         |",
          "| ----- | ---------- | --------------- | ------------------------------- |",
          "| model | 20 min 1 s | runs            | runs 20,000, doubled 0, lost 0  |",
          "|       |            | broken provider | caught by blind resend \\| twice |",
          "| kill  | 1 min 0 s  | points          | points 24                       |",
          "",
        ].join("\n"),
      ),
    );
    expect(withReport(written, run)).toBe(written);
  });

  test("says that the tree was not as committed", () => {
    expect(withReport(page(""), { ...run, clean: false })).toContain(
      "commit abc1234 with uncommitted changes,",
    );
  });

  test("is written as prettier would have it", async () => {
    const copy = await mkdtemp(path.join(tmpdir(), "soak-page-"));
    try {
      const file = path.join(copy, "page.md");
      await writeFile(file, withReport(page(""), run));
      const config = path.join(root, ".prettierrc.json");
      const { exitCode, output } = await runTool("prettier", ["--config", config, "--check", file]);
      expect([exitCode, output]).toEqual([0, expect.stringContaining("All matched files")]);
    } finally {
      await rm(copy, { recursive: true });
    }
  });

  test.each(["none", "<!-- soak:begin -->", "<!-- soak:end --><!-- soak:begin -->", page("") + page("")])(
    "is not written into a page with other markers: %j",
    (text) => {
      expect(() => withReport(text, run)).toThrow(MarkersError);
    },
  );

  test("has its place in docs/reliability.md", () => {
    const text = readFileSync(path.join(root, "docs", "reliability.md"), "utf8");
    expect(withReport(text, run)).toContain("commit abc1234");
  });

  test.each([
    [0.4, "0 s"],
    [59.6, "1 min 0 s"],
    [3599, "59 min 59 s"],
  ])("writes %d s as %s", (seconds, text) => {
    expect(duration(seconds)).toBe(text);
  });
});
