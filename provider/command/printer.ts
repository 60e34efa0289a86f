import { styleText } from "node:util";
import { usageErrors } from "./errors";
import { visible, visibleJson, visibleLines } from "../common/visible";
import type { Io, Output } from "./io";
import { tableLines, type Column, type Style, type Styled } from "./table-lines";

export type { Column, Styled } from "./table-lines";

const clearLine = "\r\u001b[2K";

/**
 * Writes all output of the command, with colours and progress only on terminals. It escapes every character
 * that a terminal or a CI log would act on, except its own styles and newlines.
 */
export class Printer {
  readonly #io: Io;
  #progress = false;
  #failure: string | undefined;

  constructor(io: Io) {
    this.#io = io;
    for (const stream of [io.stdout, io.stderr]) {
      stream.on("error", ({ code }: NodeJS.ErrnoException) => {
        // EPIPE: the reader, such as `head`, has enough. The work continues.
        if (code !== "EPIPE") this.#failure ??= code ?? "unknown";
      });
    }
  }

  /** Waits for errors of the streams. @throws UsageError if not everything could be written. */
  async end(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    if (this.#failure !== undefined) throw usageErrors.notWritable("The output", this.#failure);
  }

  /** A line of the result. */
  line(...parts: readonly (string | Styled)[]): void {
    this.#write(this.#io.stdout, this.#render(parts, this.#io.stdout));
  }

  /** Lines of the result: the command's own text, with newlines. */
  lines(text: string): void {
    this.#write(this.#io.stdout, visibleLines(text));
  }

  /** The result as JSON. */
  json(value: unknown): void {
    this.#write(this.#io.stdout, visibleJson(value, 2));
  }

  /** A line on stderr. */
  note(...parts: readonly (string | Styled)[]): void {
    this.#write(this.#io.stderr, this.#render(parts, this.#io.stderr));
  }

  /** JSON on one line of stderr. */
  noteJson(value: unknown): void {
    this.#write(this.#io.stderr, visibleJson(value));
  }

  #write(stream: Output, text: string): void {
    this.clear();
    stream.write(`${text}\n`);
  }

  #render(parts: readonly (string | Styled)[], stream: Output): string {
    const { NO_COLOR: noColor = "" } = this.#io.environment;
    return parts
      .map((part) => {
        if (typeof part === "string") return visible(part);
        const { style, text } = part;
        return style === undefined || noColor !== ""
          ? visible(text)
          : styleText(style, visible(text), { stream });
      })
      .join("");
  }

  /** The state of long work, replaced by the next output. Only on a terminal. */
  progress(text: string): void {
    if (this.#io.stderr.isTTY !== true) return;
    this.#progress = true;
    this.#io.stderr.write(`${clearLine}${visible(text)}`);
  }

  /** Removes the progress line. */
  clear(): void {
    if (this.#progress) this.#io.stderr.write(clearLine);
    this.#progress = false;
  }

  /** A table as lines of the result, no wider than the terminal. */
  table<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): void {
    const { isTTY, columns: width = Number.POSITIVE_INFINITY } = this.#io.stdout;
    const { lines, dropped } = tableLines(rows, columns, isTTY === true ? width : Number.POSITIVE_INFINITY);
    for (const line of lines) this.line(...line);
    if (dropped.length > 0)
      this.note(`The terminal is too narrow for ${dropped.join(", ")}: widen it, or use --json.`);
  }
}

/** A part of a line in a style. */
export function withStyle(style: Style | undefined, text: string): Styled {
  return { style, text };
}
