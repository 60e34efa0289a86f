import { literal } from "../common/visible";
import type { ConfigEntry, ImportedSession, ProgramArgument } from "./imported-session";

const head = `import * as pulumi from "@pulumi/pulumi";
import { MaskingSession } from "pulumi-plivo-masking";

// After the first \`pulumi up\` you can remove adoptSessionUuid: nothing changes.
// The numbers are in the stack's configuration.
const config = new pulumi.Config();
`;

/** Prettier's default width. */
const maxWidth = 80;

/** A TypeScript program that declares these sessions, formatted like Prettier does. */
export function programSource(sessions: readonly ImportedSession[]): string {
  const declared = sessions.map(sessionSource);
  const outputs = sessions.map(
    ({ variable }) => `export const ${variable}Number = ${variable}.virtualNumber;\n`,
  );
  return `${head}\n${declared.join("\n")}\n${outputs.join("")}`;
}

function sessionSource({ name, variable, arguments: given, notShown }: ImportedSession): string {
  const lines = given.flatMap(argumentLines);
  return [
    ...notShownLines(notShown),
    `const ${variable} = new MaskingSession(${literal(name)}, {`,
    ...lines,
    "});\n",
  ].join("\n");
}

function notShownLines(names: readonly string[]): string[] {
  if (names.length === 0) return [];
  return wrap(
    `Plivo does not show ${names.join(", ")}: ` +
      "if one is set, add it, or a replacement of the session will lack it.",
  );
}

function wrap(text: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < maxWidth)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(`// ${word}`);
  }
  return lines;
}

function argumentLines({ name, value, comment }: ProgramArgument): string[] {
  const above = comment === undefined ? [] : [`  // ${comment}`];
  const source = typeof value === "object" ? configSource(value) : literal(value);
  const line = `  ${name}: ${source},`;
  if (line.length <= maxWidth) return [...above, line];
  if (typeof value !== "object") return [...above, `  ${name}:`, `    ${source},`];
  const [call = "", key = ""] = source.split(/(?<=\()|\)$/);
  return [...above, `  ${name}: ${call}`, `    ${key},`, "  ),"];
}

function configSource({ key, secret }: ConfigEntry): string {
  return `config.${secret ? "requireSecret" : "require"}(${literal(key)})`;
}
