import { styleText } from "node:util";

type Style = Parameters<typeof styleText>[0];

/** Uses colours only on a terminal, whatever FORCE_COLOR says. */
const printLine = (style: Style, text: string) =>
  process.stdout.write(`${process.stdout.isTTY ? styleText(style, text) : text}\n`);

let steps = 0;

export function printHeading(title: string): void {
  steps += 1;
  printLine(["bold", "cyan"], `\n${steps}. ${title}`);
}

export function printNote(text: string): void {
  printLine("dim", `   ${text}`);
}

export function printQuote(lines: readonly string[]): void {
  for (const quoted of lines) printLine("reset", `   │ ${quoted}`.trimEnd());
}

export function printResult(text: string, holds: boolean): void {
  printLine(holds ? "green" : "red", `   ${holds ? "✓" : "✗"} ${text}`);
}
