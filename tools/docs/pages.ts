import { readFileSync } from "node:fs";
import path from "node:path";
import { repositoryRoot } from "../repository.ts";
import { functionPage, type FunctionPage } from "./function-page.ts";
import { Sources } from "./members.ts";
import { resourcePage, type Table } from "./resource-page.ts";
import { pluginSchema, type PackageFacts } from "./schema.ts";

const files = [
  "provider/sdk/masking-session-args.ts",
  "provider/sdk/masking-session.ts",
  "provider/sdk/get-masking-session.ts",
  "provider/sdk/list-masking-sessions.ts",
  "provider/client/details.ts",
  "provider/client/filters.ts",
  "provider/client/session-reader.ts",
  "provider/client/windows.ts",
  "provider/sdk/native-args.ts",
];

const get: FunctionPage = {
  name: "getMaskingSession",
  args: "GetMaskingSessionArgs",
  types: ["SessionDetails", "InteractionDetails"],
};
const list: FunctionPage = {
  name: "listMaskingSessions",
  args: "ListMaskingSessionsArgs",
  types: ["SessionList", "SessionFilters"],
};
const typesOnGetPage = new Map(
  get.types.map((type) => [type, `get-masking-session.md#${type.toLowerCase()}`] as const),
);

/** The types that the pages and the plugin's schema show in full. */
const documentedTypes = [
  "MaskingSessionArgs",
  "MaskingSession",
  get.args,
  ...get.types,
  list.args,
  ...list.types,
  "NativeSessionArgs",
  "ProviderArgs",
];

export function pageSources(): Sources {
  return new Sources(files);
}

/**
 * The generated pages and the plugin's schema by path, before prettier formats them.
 *
 * @throws Error if a property has no doc comment.
 */
export function pages(rules: Table, sources = pageSources()): Map<string, string> {
  const sent = Object.keys(rules.fields).filter((name) => rules.fields[name]?.sent);
  const undocumented = findUndocumented(sources, documentedTypes);
  if (undocumented.length > 0) throw new Error(`Without a doc comment: ${undocumented.join(", ")}`);
  return new Map([
    ["docs/resources/masking-session.md", resourcePage(sources, rules)],
    ["docs/functions/get-masking-session.md", functionPage(sources, get, new Map(), sent)],
    ["docs/functions/list-masking-sessions.md", functionPage(sources, list, typesOnGetPage, sent)],
    ["plugin/schema.json", pluginSchema(sources, rules, packageFacts())],
  ]);
}

function packageFacts(): PackageFacts {
  return JSON.parse(readFileSync(path.join(repositoryRoot(), "package.json"), "utf8")) as PackageFacts;
}

/** The properties without a doc comment, as `Type.property`. */
export function findUndocumented(sources: Sources, types: readonly string[]): string[] {
  return types.flatMap((type) => {
    const missing = sources.declaration(type).members.filter(({ doc }) => doc.length === 0);
    return missing.map(({ name }) => `${type}.${name}`);
  });
}
