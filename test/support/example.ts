import { readFileSync } from "node:fs";
import path from "node:path";
import { repositoryRoot } from "../../tools/repository.ts";

/** What differs between runs: ids, times, durations, and a session's number of the pool. */
const changing: readonly [RegExp, string][] = [
  [/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "ID"],
  [/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "TIME"],
  [/\d+ h(?: \d+ min)?/g, "LEFT"],
  [/\(\d+(?:\.\d+)?s\)|(?<=Duration: )\d+s/g, "TOOK"],
  [/\+1415555\d{4}/g, "NUMBER"],
  [/\s+/g, " "],
];

function linesOf(text: string): string[] {
  const same = (line: string) =>
    changing.reduce((result, [pattern, word]) => result.replace(pattern, word), line).trim();
  return text
    .split("\n")
    .map(same)
    .filter((line) => line !== "");
}

/** The text of a file of an example. */
export function exampleFile(example: string, file: string): string {
  return readFileSync(path.join(repositoryRoot(), "examples", example, file), "utf8");
}

/** The lines of output in an example's README (its blocks of `text`) that were not printed in this order. */
export function missingOutput(example: string, printed: string): string[] {
  const blocks = Array.from(exampleFile(example, "README.md").matchAll(/^```text\n(.*?)^```$/gms));
  return missingLines(blocks.map(([, block = ""]) => block).join("\n"), printed);
}

/** The lines of a text that were not printed in this order. */
export function missingLines(text: string, printed: string): string[] {
  const shown = linesOf(text);
  if (shown.length === 0) throw new Error("The page shows no output.");
  let rest = linesOf(printed);
  return shown.filter((line) => {
    const place = rest.indexOf(line);
    if (place !== -1) rest = rest.slice(place + 1);
    return place === -1;
  });
}
