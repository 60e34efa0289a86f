import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { parseArgs } from "node:util";
import { format, resolveConfig } from "prettier";
import type * as Fields from "../../provider/session/fields.ts";
import type * as WireNames from "../../provider/plivo/wire-names.ts";
import { repositoryRoot } from "../repository.ts";
import { pages } from "./pages.ts";

const root = repositoryRoot();
const built = createRequire(path.join(root, "dist", "index.js"));
const { fields, urlFieldNames } = built("./session/fields.js") as typeof Fields;
const { wireName } = built("./plivo/wire-names.js") as typeof WireNames;

const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } });
const differing: string[] = [];
for (const [name, text] of pages({ fields, urlFieldNames, wireName })) {
  const file = path.join(root, name);
  const formatted = await format(text, { ...(await resolveConfig(file)), filepath: file });
  const before = existsSync(file) ? readFileSync(file, "utf8") : "";
  if (before === formatted) continue;
  differing.push(`${name} (${stale(before, formatted).join(", ") || "its text"})`);
  if (values.check) continue;
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, formatted);
}

/** The arguments and properties whose lines are not as the code says. */
function stale(before: string, after: string): string[] {
  const [old, fresh] = [before, after].map((text) => named(text));
  const names = new Set([...(old?.keys() ?? []), ...(fresh?.keys() ?? [])]);
  const words = (text = "") => new Set(text.match(/(?<=`)\w+(?=`)/g));
  return [...names]
    .filter((name) => old?.get(name) !== fresh?.get(name))
    .flatMap((name) => {
      const [was, is] = [words(old?.get(name)), words(fresh?.get(name))];
      const others = [...was, ...is].filter((word) => !was.has(word) || !is.has(word));
      return others.length > 0 ? others : [name];
    });
}

/**
 * What a page says by the name that a heading or the first cell of a row has. Columns are as wide as their
 * widest row.
 */
function named(text: string): Map<string, string> {
  const found = new Map<string, string>();
  let heading = "";
  for (const line of text.split("\n")) {
    heading = /^#+ (\w+)$/.exec(line)?.[1] ?? heading;
    const name = /^\| \[?`(\w+)`/.exec(line)?.[1] ?? heading;
    found.set(name, `${found.get(name) ?? ""}${line.replace(/ +/g, " ").replace(/-+/g, "-")}\n`);
  }
  return found;
}

if (differing.length === 0) console.log("The generated pages are as the code says.");
else if (values.check) {
  console.log(`Not as the code says, so run \`npm run docs\` and commit: ${differing.join(", ")}`);
  process.exitCode = 1;
} else console.log(`Written: ${differing.join(", ")}`);
