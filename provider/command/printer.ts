import { styleText } from "node:util";
import { usageErrors } from "./errors";
import { visible, visibleJson, visibleLines } from "../common/visible";
import type { Io, Output } from "./io";
import { tableLines, type Column, type Style, type Styled } from "./table-lines";

export type { Column, Styled } from "./table-lines";

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
    if (this.#failure !== undefined) throw usageErrors.notWritable("The output", this.#failure);
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

  /** Rows below their columns' titles, as lines of the result, no wider than the terminal. */
  table<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): void {
    const { isTTY, columns: width = Number.POSITIVE_INFINITY } = this.#io.stdout;
    const { lines, dropped } = tableLines(rows, columns, isTTY === true ? width : Number.POSITIVE_INFINITY);
    for (const line of lines) this.line(...line);
    if (dropped.length > 0)
      this.note(`Too narrow for ${dropped.join(", ")}: widen the terminal, or use --json.`);
  }
}

/** A part of a line in a style. */
export function withStyle(style: Style | undefined, text: string): Styled {
  return { style, text };
}
