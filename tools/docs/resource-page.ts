import type { Field } from "../../provider/session/fields.ts";
import { changes, defaultOf, typeOf, whatRemovalDoes } from "./argument.ts";
import { code, codeBlock, frontMatter, generatedNote, page, table } from "./markdown.ts";
import type { Member, Sources } from "./members.ts";
import { aboutTabs, exampleTabs } from "./tabs.ts";

/** What the page takes from the table of arguments. */
export interface Table {
  readonly fields: Readonly<Record<string, Field>>;
  /** The arguments that are URLs: secret if they have a user or password. */
  readonly urlFieldNames: readonly string[];
  /** `firstParty` -> `first_party`. */
  readonly wireName: (name: string) => string;
  /** The token of the resource in the schema. */
  readonly nativeResourceType: string;
}

/** An argument with its row of the table and its doc comment. */
type Argument = Member & { readonly field: Field };

const constructorLines = [
  "new MaskingSession(name: string, args: MaskingSessionArgs, opts?: pulumi.CustomResourceOptions)",
  "MaskingSession.get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions, account?: string)",
];

/** docs/resources/masking-session.md: every argument and output, by the table of arguments and the doc comments. */
export function resourcePage(sources: Sources, rules: Table): string {
  const resource = sources.declaration("MaskingSession");
  const args = argumentsOf(sources, rules);
  // What is more than an argument as it was declared: what Plivo decides, and the PINs that it may create.
  const outputs = [...resource.members, ...args.filter(({ field }) => field.kind === "pin")];
  const isSecret = (name: string) => rules.fields[name]?.secret === true;
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
    aboutTabs,
    ...exampleTabs("MaskingSession", resource.tags.get("example") ?? []),
    "## Create and look up",
    codeBlock("text", constructorLines.join("\n")),
    "`name` is shown everywhere: put no phone number into it. `MaskingSession.get` reads a live session that the stack does not own, and changes nothing. " +
      "[`adoptSessionUuid`](#adoptsessionuuid) replaces Pulumi's `import`, which dynamic providers do not support.",
    "[What a preview and an `up` do](../lifecycle.md) in each state of a session's life, and with [Pulumi's own options](../pulumi-options.md), have pages of their own.",
    "## Arguments",
    "All arguments are optional in the type; each description says when it is required and what it excludes. Each can be an `Output`. " +
      "What is not set is neither sent nor compared, nor reported as drift.",
    "Names are those of TypeScript and YAML. Python has `session_expiry` for `sessionExpiry`, Go and .NET `SessionExpiry`. " +
      "The native form has neither `account` nor `adoptSessionUuid`, and has `refresh`.",
    table(
      ["Argument", "Default", "A change", "Removed"],
      args.map(({ name, field }) => [
        `[${code(name)}](#${name.toLowerCase()})`,
        defaultOf(field),
        changes[field.effect],
        whatRemovalDoes(field),
      ]),
    ),
    ...args.flatMap((member) => argumentSection(member, rules)),
    "## Outputs",
    "Each argument is also an output of the same name, as declared. Others, beside Pulumi's `id` (the session's UUID) and `urn`, are:",
    table(
      ["Output", "Type", "Secret", "What it is"],
      outputs.map(({ name, type, doc }) => [
        code(name),
        code(type),
        isSecret(name) ? "yes" : "no",
        doc[0] ?? "",
      ]),
    ),
  );
}

/** The arguments in the table's order. */
function argumentsOf(sources: Sources, { fields }: Table): Argument[] {
  const { members } = sources.declaration("MaskingSessionArgs");
  return Object.entries(fields).map(([name, field]) => {
    const member = members.find((one) => one.name === name);
    if (member === undefined) throw new Error(`MaskingSessionArgs does not declare ${name}`);
    return { ...member, field };
  });
}

function argumentSection({ name, doc, field }: Argument, { urlFieldNames, wireName }: Table): string[] {
  const inUrl = urlFieldNames.includes(name) ? ["secret if it has a user or password"] : [];
  const secrecy = field.secret ? ["secret"] : inUrl;
  const source = field.sent ? `Plivo's ${code(wireName(name))}` : "this provider's";
  return [`### ${name}`, [code(typeOf(field)), ...secrecy, source].join(" · "), ...doc];
}
