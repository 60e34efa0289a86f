import { appendFileSync, mkdirSync } from "node:fs";
import path from "node:path";
import { captureKinds } from "../../../tools/leaks/record.ts";
import { beginRecord, endRecord, type Searched } from "./run.ts";
import type { Hit } from "./search.ts";

/** The part of jest's configuration that says which tests run. */
interface GlobalConfig {
  readonly testPathPatterns: { readonly patterns: readonly string[] };
  readonly testNamePattern?: string;
  readonly shard?: unknown;
  readonly onlyChanged: boolean;
  readonly onlyFailures: boolean;
}

interface Options {
  /** How many projects a complete run has. Default: no run counts as complete. */
  readonly projects?: number;
}

/** The maximum of lines about hits. */
const longestList = 20;

/**
 * Searches everything that the tests have captured for every number, PIN and token that they used. A hit is a
 * failure, and counts in the line "N passed, N failed" of a later reporter. A complete run without a capture
 * of some kind fails too, because the search would be blind there.
 */
export default class LeakReporter {
  readonly #config: GlobalConfig;
  readonly #projects: number | undefined;
  #folder: string | undefined;
  #error: Error | undefined;

  constructor(config: GlobalConfig, { projects }: Options = {}) {
    this.#config = config;
    this.#projects = projects;
  }

  async onRunStart(): Promise<void> {
    this.#folder = await beginRecord();
  }

  async onRunComplete(contexts: ReadonlySet<unknown>, results: { numFailedTests: number }): Promise<void> {
    if (this.#folder === undefined) return;
    const searched = await endRecord(this.#folder);
    recordFigures(searched);
    const complaints = [...(this.#isWhole(contexts) ? blindness(searched) : []), ...hitLines(searched.hits)];
    if (complaints.length === 0) return;
    results.numFailedTests += complaints.length;
    this.#error = new Error(
      `The search for leaks has failed:\n${complaints.slice(0, longestList).join("\n")}`,
    );
    process.stderr.write(`\n${this.#error.message}\n`);
  }

  /** Makes jest itself fail. */
  getLastError(): Error | undefined {
    return this.#error;
  }

  /** Whether the run includes every test of every project. */
  #isWhole(contexts: ReadonlySet<unknown>): boolean {
    const { testPathPatterns, testNamePattern, shard, onlyChanged, onlyFailures } = this.#config;
    const some = testPathPatterns.patterns.length > 0 || onlyChanged || onlyFailures;
    return !some && !testNamePattern && shard === undefined && contexts.size === this.#projects;
  }
}

/** The kinds of captures that a complete run lacks. */
function blindness({ captures, values }: Searched): string[] {
  const kinds = captureKinds.filter((kind) => captures[kind] === 0);
  const lines = kinds.map((kind) => `nothing of the kind "${kind}" was captured`);
  return values > 0 ? lines : [...lines, "no number, PIN or token was noted"];
}

/** One line for each kind of value in each kind of capture of a test. */
function hitLines(hits: readonly Hit[]): string[] {
  const lines = new Map<string, string>();
  for (const { kind, capture, origin, excerpt } of hits) {
    const place = `a ${kind} stands in a captured ${capture} of ${path.relative(process.cwd(), origin)}`;
    if (!lines.has(place)) lines.set(place, `${place}: ${excerpt}`);
  }
  return [...lines.values()];
}

/** For `npm run soak` only, like test/support/soak.ts. */
function recordFigures({ captures, characters, values, hits }: Searched): void {
  const folder = process.env["MASKING_SOAK"];
  if (folder === undefined) return;
  const count = captureKinds.reduce((sum, kind) => sum + captures[kind], 0);
  const figures = { captures: count, bytes: characters, values, hits: hits.length };
  mkdirSync(folder, { recursive: true });
  appendFileSync(path.join(folder, "figures.jsonl"), `${JSON.stringify({ proof: "leaks", figures })}\n`);
}
