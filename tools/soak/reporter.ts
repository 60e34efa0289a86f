import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { descendants, processTable } from "../engine/processes.ts";
import { table } from "../markdown.ts";
import { limitOfAll, proofs, type Proof } from "./proofs.ts";

interface TestFile {
  readonly path: string;
  readonly context: { readonly config: { readonly displayName?: { readonly name: string } } };
}
interface Results {
  numFailedTests: number;
  readonly testResults: readonly {
    readonly testFilePath: string;
    readonly perfStats: { readonly runtime: number };
  }[];
}

/** The figures of a test, as test/support/soak.ts writes them. Those of the leak search have no file. */
interface Counted {
  readonly file?: string;
  readonly proof: string;
  readonly figures: Readonly<Record<string, number | string>>;
}

/**
 * Prints the figures of each proof as the table of tools/soak/README.md. A proof without figures, or over its
 * time limit, fails.
 */
export default class SoakReporter {
  readonly #proofOf = new Map<string, Proof>();
  readonly #timers = new Map<string, NodeJS.Timeout>();
  #error: Error | undefined;

  onRunStart(): void {
    this.#timers.set("", exitAfter(limitOfAll, "The soak"));
  }

  onTestFileStart({ path: file, context }: TestFile): void {
    const proof = proofs.find(({ name }) => name === context.config.displayName?.name);
    if (proof === undefined) return;
    this.#proofOf.set(file, proof);
    this.#timers.set(file, exitAfter(proof.limit, path.relative(process.cwd(), file)));
  }

  onTestFileResult({ path: file }: TestFile): void {
    clearTimeout(this.#timers.get(file));
  }

  onRunComplete(_contexts: unknown, results: Results): void {
    this.#timers.forEach((timer) => {
      clearTimeout(timer);
    });
    const records = readRecords();
    const rows = new Map<string, string[][]>();
    const complaints: string[] = [];
    for (const proof of new Set(this.#proofOf.values())) {
      const files = [...this.#proofOf].filter(([, one]) => one === proof).map(([file]) => file);
      const minutes = minutesOf(files, results);
      const counted = records.filter(({ file = "" }) => files.includes(file));
      rows.set(proof.name, rowsOf(proof.name, minutes, counted));
      if (counted.length === 0) complaints.push(`${proof.name} recorded no figures`);
      if (minutes > proof.limit) complaints.push(`${proof.name} took more than ${proof.limit} min`);
    }
    const leaks = rowsOf(
      "all",
      undefined,
      records.filter(({ file }) => file === undefined),
    );
    const text = table(["Proof", "Time", "Part", "Figures"], [...[...rows.values()].flat(), ...leaks]);
    process.stdout.write(`\n${text}\n`);
    if (complaints.length === 0) return;
    results.numFailedTests += complaints.length;
    this.#error = new Error(`The soak failed:\n${complaints.join("\n")}`);
    process.stderr.write(`\n${this.#error.message}\n`);
  }

  getLastError(): Error | undefined {
    return this.#error;
  }
}

/**
 * Kills jest's processes and exits with a failure after these minutes, because jest cannot stop a hanging
 * test.
 */
function exitAfter(minutes: number, what: string): NodeJS.Timeout {
  const exit = async () => {
    const all = await processTable();
    const self = all.find(({ pid }) => pid === process.pid);
    for (const { pid } of self === undefined ? [] : descendants(self, all)) process.kill(pid, "SIGKILL");
    process.stderr.write(`\n${what} did not finish in ${minutes} min.\n`);
    process.exit(1);
  };
  return setTimeout(() => void exit(), minutes * 60_000).unref();
}

function readRecords(): Counted[] {
  const file = path.join(process.env["MASKING_SOAK"] ?? "", "figures.jsonl");
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  const lines = text.split("\n").filter((line) => line !== "");
  const records = lines.map((line) => JSON.parse(line) as Counted);
  return records.filter(({ figures }) => Object.keys(figures).length > 0);
}

function minutesOf(files: readonly string[], { testResults }: Results): number {
  const own = testResults.filter(({ testFilePath }) => files.includes(testFilePath));
  return own.reduce((sum, { perfStats }) => sum + perfStats.runtime, 0) / 60_000;
}

function rowsOf(name: string, minutes: number | undefined, records: readonly Counted[]): string[][] {
  const time = minutes === undefined ? "" : `${minutes.toFixed(1)} min`;
  return records.map(({ proof: part, figures }, index) => {
    const counted = Object.entries(figures).map(
      ([what, value]) => `${what} ${value.toLocaleString("en-GB")}`,
    );
    return [index === 0 ? name : "", index === 0 ? time : "", part, counted.join(", ")];
  });
}
