import { styleText } from "node:util";

type Style = Parameters<typeof styleText>[0];

/** Uses colours only on a terminal, whatever FORCE_COLOR says. */
const printLine = (style: Style, text: string) =>
  process.stdout.write(`${process.stdout.isTTY ? styleText(style, text) : text}\n`);

let steps = 0;

/** Prints the number and title of a step. */
export function printHeading(title: string): void {
  steps += 1;
  printLine(["bold", "cyan"], `\n${steps}. ${title}`);
}

/** Prints a command or an action. */
export function printNote(text: string): void {
  printLine("dim", `   ${text}`);
}

/** Prints output of the engine. */
export function printQuote(lines: readonly string[]): void {
  for (const quoted of lines) printLine("reset", `   │ ${quoted}`.trimEnd());
}

/** Prints whether the result of a step is as expected. */
export function printResult(text: string, holds: boolean): void {
  printLine(holds ? "green" : "red", `   ${holds ? "✓" : "✗"} ${text}`);
}
