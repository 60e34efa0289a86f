import { styleText } from "node:util";
import { refusedUses } from "./errors";
import { visible, visibleJson, visibleLines } from "../visible";
import type { Io, Output } from "./io";

type Style = Parameters<typeof styleText>[0];

/** One column of a table. */
export interface Column<Row> {
  readonly title: string;
  readonly text: (row: Row) => string;
  readonly style?: (row: Row) => Style | undefined;
}

/** A part of a line, which is shown in a style where there are colours. */
export interface Styled {
  readonly text: string;
  readonly style: Style | undefined;
}

/** Clears a terminal's line. */
const clearLine = "\r\u001b[2K";

/**
 * Shows results and what goes with them: coloured, and with progress, on terminals alone. Everything that the command shows goes through
 * it, since it escapes what a terminal or a CI log would act on: its own styles and newlines are the only such characters.
 */
export class Printer {
  readonly #io: Io;
  #progress = false;
  #failure: string | undefined;

  constructor(io: Io) {
    this.#io = io;
    for (const stream of [io.stdout, io.stderr]) {
      stream.on("error", ({ code }: NodeJS.ErrnoException) => {
        // Whoever reads has seen enough, as `head` has; what is under way goes on.
        if (code !== "EPIPE") this.#failure ??= code ?? "unknown";
      });
    }
  }

  /** Waits until streams have told of their errors. @throws UsageError where not everything could be shown. */
  async end(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    if (this.#failure !== undefined) throw refusedUses.notWritable("The output", this.#failure);
  }

  /** A line of the result, of one or several parts. */
  line(...parts: readonly (string | Styled)[]): void {
    this.#write(this.#io.stdout, this.#shown(parts, this.#io.stdout));
  }

  /** Lines of the result: a text of the command's own, with newlines. */
  lines(text: string): void {
    this.#write(this.#io.stdout, visibleLines(text));
  }

  /** The result as JSON. */
  json(value: unknown): void {
    this.#write(this.#io.stdout, visibleJson(value, 2));
  }

  /** A line that is no part of the result. */
  note(...parts: readonly (string | Styled)[]): void {
    this.#write(this.#io.stderr, this.#shown(parts, this.#io.stderr));
  }

  /** JSON on one line that is no part of the result. */
  noteJson(value: unknown): void {
    this.#write(this.#io.stderr, visibleJson(value));
  }

  #write(stream: Output, text: string): void {
    this.clear();
    stream.write(`${text}\n`);
  }

  #shown(parts: readonly (string | Styled)[], stream: Output): string {
    const { NO_COLOR: unwanted = "" } = this.#io.environment;
    return parts
      .map((part) => {
        if (typeof part === "string") return visible(part);
        const { style, text } = part;
        return style === undefined || unwanted !== ""
          ? visible(text)
          : styleText(style, visible(text), { stream });
      })
      .join("");
  }

  /** How far a long work is; the next text takes its place. Nothing where nobody is looking. */
  progress(text: string): void {
    if (this.#io.stderr.isTTY !== true) return;
    this.#progress = true;
    this.#io.stderr.write(`${clearLine}${visible(text)}`);
  }

  /** Takes the progress away. */
  clear(): void {
    if (this.#progress) this.#io.stderr.write(clearLine);
    this.#progress = false;
  }

  /** Rows below their columns' titles, as lines of the result. */
  table<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): void {
    const cells = rows.map((row) =>
      columns.map(({ text, style }) => ({ text: visible(text(row)), style: style?.(row) })),
    );
    const titles = columns.map(({ title }) => ({ text: title, style: "bold" as const }));
    const all: readonly (readonly Styled[])[] = [titles, ...cells];
    const widths = columns.map((_column, index) =>
      Math.max(...all.map((row) => row[index]?.text.length ?? 0)),
    );
    const last = columns.length - 1;
    const padded = ({ text, style }: Styled, column: number): (Styled | string)[] =>
      column === last ? [{ text, style }] : [{ text: text.padEnd(widths[column] ?? 0), style }, "  "];
    for (const row of all) this.line(...row.flatMap(padded));
  }
}

/** A part of a line in a style. */
export function styled(style: Style | undefined, text: string): Styled {
  return { style, text };
}
