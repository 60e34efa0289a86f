import { styleText } from "node:util";

type Style = Parameters<typeof styleText>[0];

/** A pipe takes no colours, whatever FORCE_COLOR says. */
const printLine = (style: Style, text: string) =>
  process.stdout.write(`${process.stdout.isTTY ? styleText(style, text) : text}\n`);

let steps = 0;

/** Starts a step: its number and what it shows. */
export function printHeading(title: string): void {
  steps += 1;
  printLine(["bold", "cyan"], `\n${steps}. ${title}`);
}

/** What the step does before the engine runs. */
export function printNote(text: string): void {
  printLine("dim", `   ${text}`);
}

/** The engine's own text. */
export function printQuote(text: string): void {
  for (const quoted of text.trim().split("\n")) printLine("reset", quoted === "" ? "" : `   │ ${quoted}`);
}

/** What the step proved, or, with `holds` false, did not. */
export function printResult(text: string, holds: boolean): void {
  printLine(holds ? "green" : "red", `   ${holds ? "✓" : "✗"} ${text}`);
}
