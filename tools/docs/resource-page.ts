import { defaultOf, typeOf, whatAChangeDoes, whatRemovalDoes } from "./argument.ts";
import { code, codeBlock, frontMatter, generatedNote, page, table } from "./markdown.ts";
import type { Member, Sources } from "./members.ts";
import type { Table } from "./table.ts";

const constructorLines = [
  "new MaskingSession(name: string, args: MaskingSessionArgs, opts?: pulumi.CustomResourceOptions)",
  "MaskingSession.get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions, account?: string)",
];

/** docs/resources/masking-session.md: every argument and output, by the table of arguments and the doc comments. */
export function resourcePage(sources: Sources, rules: Table): string {
  const resource = sources.declaration("MaskingSession");
  const args = argumentsOf(sources, rules);
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
    ...(resource.tags.get("example") ?? []),
    "## Create and look up",
    codeBlock("text", constructorLines.join("\n")),
    "`name` is shown in clear everywhere: put no phone number into it. `MaskingSession.get` reads a live session that the stack does not own; nothing is created, changed or " +
      "destroyed. Pulumi's `import` does not work with dynamic providers: [`adoptSessionUuid`](#adoptsessionuuid) takes its place.",
    "[What a preview and an `up` do](../lifecycle.md) in each state of a session's life, and with [Pulumi's own options](../pulumi-options.md), have pages of their own.",
    "## Arguments",
    "Every argument is optional for the type; which of them a session needs, and which exclude each other, is said at each. Each may be an `Output`. " +
      "What is not set is neither sent nor compared, nor reported as drift.",
    table(
      ["Argument", "Default", "A change", "Removed"],
      args.map(({ name }) => {
        const field = rules.field(name);
        return [
          `[${code(name)}](#${name.toLowerCase()})`,
          defaultOf(field),
          whatAChangeDoes(field),
          whatRemovalDoes(field),
        ];
      }),
    ),
    ...args.flatMap((member) => argumentSection(member, rules)),
    "## Outputs",
    "Every argument is also an output of the same name, as declared. Beside those, Pulumi's `id` (the session's UUID) and `urn`, there are:",
    table(
      ["Output", "Type", "Secret", "What it is"],
      outputsOf(sources, args, rules).map((member) => outputRow(member, rules)),
    ),
  );
}

/** The arguments in the table's order, each with its doc comment. */
function argumentsOf(sources: Sources, { names }: Table): Member[] {
  const { members } = sources.declaration("MaskingSessionArgs");
  return names.map((name) => {
    const found = members.find((member) => member.name === name);
    if (found === undefined) throw new Error(`MaskingSessionArgs does not declare ${name}`);
    return found;
  });
}

function argumentSection({ name, doc }: Member, rules: Table): string[] {
  const facts = [code(typeOf(rules.field(name))), secrecy(name, rules), source(name, rules)].filter(
    (fact) => fact !== "",
  );
  return [`### ${name}`, facts.join(" · "), ...doc];
}

function secrecy(name: string, { field, urlNames }: Table): string {
  if (field(name).secret) return "secret";
  return urlNames.includes(name) ? "secret where it has a user or password" : "";
}

function source(name: string, { field, wireName }: Table): string {
  return field(name).sent ? `Plivo's ${code(wireName(name))}` : "this provider's";
}

/**
 * The outputs that are more than an argument as it was declared: what Plivo decides, and the PINs that it may
 * create.
 */
function outputsOf(sources: Sources, args: readonly Member[], { field }: Table): Member[] {
  const pins = args.filter(({ name }) => field(name).kind === "pin");
  return [...sources.declaration("MaskingSession").members, ...pins];
}

function outputRow({ name, type, doc }: Member, { names, field }: Table): string[] {
  const isSecret = names.includes(name) && field(name).secret;
  return [code(name), code(type), isSecret ? "yes" : "no", doc[0] ?? ""];
}
