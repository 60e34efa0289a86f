import { visible } from "../common/visible";
import { maskedNumber } from "./mask";
import type { ConfigEntry } from "./imported-session";

/** One command for each value. It does not contain the value: Pulumi asks for it. */
export function configCommands(entries: readonly ConfigEntry[]): string[] {
  return entries.map(command);
}

const command = ({ key, secret }: ConfigEntry) => `pulumi config set ${secret ? "--secret " : ""}${key}`;

/** Two digits would be half of a short PIN. */
function hint({ key, value = "" }: ConfigEntry): string {
  return key.endsWith("Party") ? maskedNumber(value) : "••••••";
}

/** The entry with its value masked. */
export function maskedEntry(entry: ConfigEntry): ConfigEntry {
  return entry.value === undefined ? entry : { ...entry, value: hint(entry) };
}

const head = `#!/bin/sh
# Sets the numbers and PINs of imported masking sessions in the configuration of the selected stack.
# They are in clear text here: delete this file after running it.
set -e
`;

/** A shell script that sets all values. It pipes them, because a list of processes would show arguments. */
export function configScript(entries: readonly ConfigEntry[]): string {
  const lines = entries.map((entry) =>
    entry.value === undefined
      ? `echo 'Plivo does not show ${entry.key}: set it with ${command(entry)}' >&2`
      : `${printfCommand(entry.value)} | ${command(entry)}`,
  );
  return `${head}${lines.join("\n")}\n`;
}

/** Writes control and format characters as octal escapes: readers of the script must see what it sets. */
function printfCommand(value: string): string {
  if (visible(value) === value) return `printf '%s' ${shellQuote(value)}`;
  const octal = (character: string) =>
    [...Buffer.from(character)].map((byte) => `\\0${byte.toString(8).padStart(3, "0")}`).join("");
  const written = Array.from(value, (character) =>
    character === "\\" ? "\\\\" : visible(character) === character ? character : octal(character),
  );
  return `printf '%b' ${shellQuote(written.join(""))}`;
}

function shellQuote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
