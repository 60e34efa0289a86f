import type { Field } from "../../provider/session/fields.ts";
import { code, codeBlock, frontMatter, generatedNote, page } from "./markdown.ts";
import type { Member, Sources } from "./members.ts";
import { tabsNote, exampleTabs } from "./tabs.ts";

export interface Table {
  readonly fields: Readonly<Record<string, Field>>;
  readonly nativeResourceType: string;
}

export const changeEffects: Readonly<Record<Field["effect"], string>> = {
  update: "Updates the session in place",
  updateSingleParty:
    "Replaces the session, or updates it if it was created with `createSessionWithSingleParty`",
  replace: "Replaces the session",
  adopt: "Replaces the session if the UUID is different",
  keep: "Sends nothing",
};

type Argument = Member & { readonly field: Field };

const constructorLines = [
  "new MaskingSession(name: string, args: MaskingSessionArgs, opts?: pulumi.CustomResourceOptions)",
  "MaskingSession.get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions, account?: string)",
];

/** docs/resources/masking-session.md: all arguments and outputs, from the table and the doc comments. */
export function resourcePage(sources: Sources, rules: Table): string {
  const resource = sources.declaration("MaskingSession");
  const args = argumentsOf(sources, rules);
  // Outputs that are not arguments as declared: what Plivo determines, and the PINs that it can generate.
  const outputs = [...resource.members, ...args.filter(({ field }) => field.kind === "pin")];
  const secret = (name: string) => (rules.fields[name]?.secret === true ? ", secret" : "");
  return page(
    frontMatter({
      title: "plivo.MaskingSession",
      meta_desc:
        "Documentation for the plivo.MaskingSession resource with examples, input properties, output properties and lookup functions.",
      layout: "api",
    }),
    generatedNote,
    "# MaskingSession",
    ...resource.doc,
    "## Example",
    tabsNote,
    ...exampleTabs("MaskingSession", resource.tags.get("example") ?? []),
    "## Create and look up",
    codeBlock("text", constructorLines.join("\n")),
    "Pulumi shows `name` in plain text, so do not put a phone number in it. `MaskingSession.get` reads a live session that the stack does not own. " +
      "To import a session, use [`adoptSessionUuid`](#adoptsessionuuid).",
    "See also [Lifecycle](../lifecycle.md) and [Options](../pulumi-options.md).",
    "## Arguments",
    "All arguments are optional in the type; each description says when it is required and what it excludes. Each can be an `Output`. " +
      "The provider neither sends nor compares an argument that is not set. A URL with a user or password is secret.",
    "Names are those of TypeScript and YAML: `sessionExpiry` is `session_expiry` in Python and in Plivo's API, and `SessionExpiry` in Go and .NET. " +
      "The native form has `refresh` instead of `account` and `adoptSessionUuid`.",
    "The effect of a change:",
    changesList(args),
    ...args.flatMap(argumentSection),
    "## Outputs",
    "Each argument is also an output. Other outputs, beside Pulumi's `id` and `urn`, are:",
    outputs
      .map(({ name, type, doc }) => `- ${code(name)} (${code(type)}${secret(name)}): ${doc[0] ?? ""}`)
      .join("\n"),
  );
}

function argumentsOf(sources: Sources, { fields }: Table): Argument[] {
  const { members } = sources.declaration("MaskingSessionArgs");
  return Object.entries(fields).map(([name, field]) => {
    const member = members.find((one) => one.name === name);
    if (member === undefined) throw new Error(`MaskingSessionArgs does not declare ${name}`);
    return { ...member, field };
  });
}

function changesList(args: readonly Argument[]): string {
  const lines = Object.entries(changeEffects).map(([effect, change]) => {
    const names = args.filter(({ field }) => field.effect === effect).map(({ name }) => code(name));
    return `- ${change}: ${names.join(", ")}`;
  });
  return lines.join("\n");
}

function argumentSection({ name, doc, field }: Argument): string[] {
  return [`### ${name}`, code(typeOf(field)), ...doc];
}

function typeOf({ kind }: Field): string {
  if (kind === "boolean") return kind;
  if (typeof kind === "string") return "string";
  return kind.type === "integer" ? "number" : kind.values.map((value) => JSON.stringify(value)).join(" | ");
}
