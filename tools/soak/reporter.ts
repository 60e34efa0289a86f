import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { table } from "../markdown.ts";

interface TestFile {
  readonly testFilePath: string;
  /** Its proof. */
  readonly displayName?: { readonly name: string };
  readonly perfStats: { readonly runtime: number };
}

/** The figures of a test, as test/support/soak.ts writes them. Those of the leak search have no file. */
interface Counted {
  readonly file?: string;
  readonly proof: string;
  readonly figures: Readonly<Record<string, number | string>>;
}

/** Prints the figures of each proof as the table of tools/soak/README.md. A proof without figures fails. */
export default class SoakReporter {
  #error: Error | undefined;

  onRunComplete(
    _contexts: unknown,
    results: { numFailedTests: number; readonly testResults: readonly TestFile[] },
  ): void {
    const records = readRecords();
    const rows: string[][] = [];
    for (const name of new Set(results.testResults.map(({ displayName }) => displayName?.name ?? ""))) {
      const files = results.testResults.filter(({ displayName }) => displayName?.name === name);
      const minutes = files.reduce((sum, { perfStats }) => sum + perfStats.runtime, 0) / 60_000;
      const own = records.filter(({ file }) => files.some(({ testFilePath }) => testFilePath === file));
      rows.push(...rowsOf(name, own, `${minutes.toFixed(1)} min`));
      if (own.length > 0) continue;
      results.numFailedTests += 1;
      this.#error = new Error(`${name} recorded no figures.`);
      process.stderr.write(`\n${this.#error.message}\n`);
    }
    const leaks = records.filter(({ file }) => file === undefined);
    const text = table(["Proof", "Time", "Part", "Figures"], [...rows, ...rowsOf("all", leaks)]);
    process.stdout.write(`\n${text}\n`);
  }

  getLastError(): Error | undefined {
    return this.#error;
  }
}

function readRecords(): Counted[] {
  const file = path.join(process.env["MASKING_SOAK"] ?? "", "figures.jsonl");
  const lines = existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
  const records = lines.map((line) => JSON.parse(line) as Counted);
  return records.filter(({ figures }) => Object.keys(figures).length > 0);
}

function rowsOf(name: string, records: readonly Counted[], time = ""): string[][] {
  return records.map(({ proof: part, figures }, index) => {
    const counted = Object.entries(figures).map(
      ([what, value]) => `${what} ${value.toLocaleString("en-GB")}`,
    );
    return [index === 0 ? name : "", index === 0 ? time : "", part, counted.join(", ")];
  });
}
