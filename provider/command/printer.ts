import { styleText } from "node:util";
import { refusedUses } from "./errors";
import type { Io, Output } from "./io";

type Style = Parameters<typeof styleText>[0];

/** One column of a table. */
export interface Column<Row> {
  readonly title: string;
  readonly text: (row: Row) => string;
  readonly style?: (row: Row) => Style | undefined;
}

/** Clears a terminal's line. */
const clearLine = "\r\u001b[2K";

/** Shows results and what goes with them: coloured, and with progress, on terminals alone. */
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

  /** A line of the result. */
  line(text: string): void {
    this.clear();
    this.#io.stdout.write(`${text}\n`);
  }

  /** The result as JSON. */
  json(value: unknown): void {
    this.line(JSON.stringify(value, undefined, 2));
  }

  /** A line that is no part of the result. */
  note(text: string): void {
    this.clear();
    this.#io.stderr.write(`${text}\n`);
  }

  /** How far a long work is; the next text takes its place. Nothing where nobody is looking. */
  progress(text: string): void {
    if (this.#io.stderr.isTTY !== true) return;
    this.#progress = true;
    this.#io.stderr.write(`${clearLine}${text}`);
  }

  /** Takes the progress away. */
  clear(): void {
    if (this.#progress) this.#io.stderr.write(clearLine);
    this.#progress = false;
  }

  /** Rows below their columns' titles, as lines of the result. */
  table<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): void {
    const widths = columns.map(({ title, text }) =>
      Math.max(title.length, ...rows.map((row) => text(row).length)),
    );
    const last = columns.length - 1;
    const padded = (text: string, column: number) =>
      column === last ? text : text.padEnd(widths[column] ?? 0);
    this.line(columns.map(({ title }, column) => this.styled("bold", padded(title, column))).join("  "));
    for (const row of rows) {
      const cells = columns.map(({ text, style }, column) =>
        this.styled(style?.(row), padded(text(row), column)),
      );
      this.line(cells.join("  "));
    }
  }

  /** A text of the result in a style, where the result is shown on a terminal that has colours. */
  styled(style: Style | undefined, text: string, stream: Output = this.#io.stdout): string {
    const { NO_COLOR: unwanted = "" } = this.#io.environment;
    return style === undefined || unwanted !== "" ? text : styleText(style, text, { stream });
  }

  /** A part of an error or note in a style, likewise. */
  styledNote(style: Style, text: string): string {
    return this.styled(style, text, this.#io.stderr);
  }
}
