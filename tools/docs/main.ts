import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { format, resolveConfig } from "prettier";
import type * as ResourceType from "../../provider/common/resource-type.ts";
import type * as Fields from "../../provider/session/fields.ts";
import { repositoryRoot } from "../repository.ts";
import { pages } from "./pages.ts";

/* Writes the generated pages: npm run docs. */

const root = repositoryRoot();
const built = createRequire(path.join(root, "dist", "index.js"));
const { fields } = built("./session/fields.js") as typeof Fields;
const { nativeResourceType } = built("./common/resource-type.js") as typeof ResourceType;

for (const [name, text] of pages({ fields, nativeResourceType })) {
  const file = path.join(root, name);
  const formatted = await formatPage(file, text);
  if (existsSync(file) && readFileSync(file, "utf8") === formatted) continue;
  writeFileSync(file, formatted);
  console.log(`Written: ${name}`);
}

/** Wraps the text. The front matter keeps one line for each value. */
async function formatPage(file: string, text: string): Promise<string> {
  const [, matter = "", body = text] = /^(---\n.*?\n---\n)(.*)$/s.exec(text) ?? [];
  const options = { ...(await resolveConfig(file)), proseWrap: "always", filepath: file } as const;
  return `${matter === "" ? "" : `${matter}\n`}${await format(body, options)}`;
}
