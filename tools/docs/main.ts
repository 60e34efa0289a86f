import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { parseArgs } from "node:util";
import { format, resolveConfig } from "prettier";
import type * as Fields from "../../provider/session/fields.ts";
import type * as WireNames from "../../provider/plivo/wire-names.ts";
import { repositoryRoot } from "../repository.ts";
import { pages } from "./pages.ts";

/* Writes the generated pages: npm run docs. With --check it only names those that are not as the code says. */

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
  differing.push(`${name} (${differentLine(before, formatted)})`);
  if (!values.check) writeFileSync(file, formatted);
}

/** The first line that only one of the texts has, whatever the width of its columns: it names the argument. */
function differentLine(before: string, after: string): string {
  const [old = [], current = []] = [before, after].map((text) => text.replace(/[ -]+/g, " ").split("\n"));
  return current.find((line) => !old.includes(line)) ?? old.find((line) => !current.includes(line)) ?? "";
}

if (differing.length === 0) console.log("The generated pages are as the code says.");
else if (values.check) {
  console.log(`Not as the code says, so run \`npm run docs\` and commit: ${differing.join(", ")}`);
  process.exitCode = 1;
} else console.log(`Written: ${differing.join(", ")}`);
