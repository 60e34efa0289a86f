import { visible } from "../common/visible";
import { maskedNumber } from "./mask";
import type { ConfigEntry } from "./imported-session";

/** One command for each value, which Pulumi asks for; the value itself is not in it. */
export function configCommands(entries: readonly ConfigEntry[]): string[] {
  return entries.map(command);
}

const command = ({ key, secret }: ConfigEntry) => `pulumi config set ${secret ? "--secret " : ""}${key}`;

/** Of a short PIN, two digits would be half. */
function hint({ key, value = "" }: ConfigEntry): string {
  return key.endsWith("Party") ? maskedNumber(value) : "••••••";
}

/** A value as it may be shown. */
export function maskedEntry(entry: ConfigEntry): ConfigEntry {
  return entry.value === undefined ? entry : { ...entry, value: hint(entry) };
}

const head = `#!/bin/sh
# Puts the numbers and PINs of imported masking sessions into the configuration of the selected stack.
# They stand here in clear: delete this file when it has run.
set -e
`;

/** A shell script that sets all values, each by way of a pipe: no list of processes shows it. */
export function configScript(entries: readonly ConfigEntry[]): string {
  const lines = entries.map((entry) =>
    entry.value === undefined
      ? `echo 'Plivo does not show ${entry.key}: set it with ${command(entry)}' >&2`
      : `${printfCommand(entry.value)} | ${command(entry)}`,
  );
  return `${head}${lines.join("\n")}\n`;
}

/** The bytes of control and format characters are octal escapes: whoever reads the script sees what it sets. */
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
