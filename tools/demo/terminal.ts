import { styleText } from "node:util";

type Style = Parameters<typeof styleText>[0];

/** A pipe takes no colours, whatever FORCE_COLOR says. */
const line = (style: Style, text: string) =>
  process.stdout.write(`${process.stdout.isTTY ? styleText(style, text) : text}\n`);

let steps = 0;

/** Starts a step: its number and what it shows. */
export function heading(title: string): void {
  steps += 1;
  line(["bold", "cyan"], `\n${steps}. ${title}`);
}

/** What the step does before the engine runs. */
export function note(text: string): void {
  line("dim", `   ${text}`);
}

/** The engine's own text. */
export function quote(text: string): void {
  for (const quoted of text.trim().split("\n")) line("reset", quoted === "" ? "" : `   │ ${quoted}`);
}

/** What the step proved, or, with `holds` false, did not. */
export function verdict(text: string, holds: boolean): void {
  line(holds ? "green" : "red", `   ${holds ? "✓" : "✗"} ${text}`);
}
