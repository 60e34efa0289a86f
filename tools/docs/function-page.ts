import { code, codeBlock, frontMatter, generatedNote, page } from "./markdown.ts";
import type { Declaration, Member, Sources } from "./members.ts";
import { tabsNote, exampleTabs } from "./tabs.ts";

export interface FunctionPage {
  /** The plain form. The other form is `...Output`. */
  readonly name: string;
  readonly args: string;
  /** The interface of its result, then the interfaces that result and arguments use. */
  readonly types: readonly string[];
}

export type TypeLinks = ReadonlyMap<string, string>;

/** A page of docs/functions/: both forms, arguments and result, from the doc comments. */
export function functionPage(
  sources: Sources,
  { name, args, types }: FunctionPage,
  others: TypeLinks,
  sentNames: readonly string[],
): string {
  const plain = sources.declaration(name);
  const output = sources.declaration(`${name}Output`);
  const links = new Map([...others, ...types.map((type) => [type, `#${type.toLowerCase()}`] as const)]);
  return page(
    frontMatter({
      title: `plivo.${name}`,
      meta_desc: `Documentation for the plivo.${name} function with examples, input properties and output properties.`,
      layout: "api",
    }),
    generatedNote,
    `# ${name}`,
    ...plain.doc,
    "## Example",
    tabsNote,
    ...exampleTabs(name, plain.tags.get("example") ?? []),
    `## Using ${name}`,
    codeBlock("text", [plain.head, output.head].join("\n\n")),
    `${code(output.name)}: ${output.doc.join(" ")}`,
    ...throwsSection(plain),
    "See also [Reading](../reading.md).",
    "## Arguments",
    membersList(sources.declaration(args).members, links),
    "## Result",
    `A ${code(types[0] ?? "")}.`,
    ...types.flatMap((type) => typeSection(sources.declaration(type), links, sentNames)),
  );
}

function throwsSection({ tags }: Declaration): string[] {
  return (tags.get("throws") ?? []).map((text) => {
    const said = text.replace(/\s+/g, " ").replace("docs/errors.md", "[errors.md](../errors.md)");
    return `It throws a ${said}`;
  });
}

/** A type with its properties. Those of a session that are arguments are explained on the resource's page. */
function typeSection(
  { name, doc, members }: Declaration,
  links: TypeLinks,
  sentNames: readonly string[],
): string[] {
  if (name !== "SessionDetails") return [`### ${name}`, ...doc, membersList(members, links)];
  const others = members.filter((member) => !sentNames.includes(member.name));
  return [`### ${name}`, ...doc, argumentsOf(members, sentNames), membersList(others, links)];
}

function argumentsOf(members: readonly Member[], sentNames: readonly string[]): string {
  const missing = sentNames.filter((name) => !members.some((member) => member.name === name));
  return (
    "It has the [arguments](../resources/masking-session.md#arguments) that are sent to Plivo, except " +
    `${missing.map(code).join(", ")}. It also has:`
  );
}

function membersList(members: readonly Member[], links: TypeLinks): string {
  return members
    .map(({ name, type, doc }) => `- ${code(name)} (${linkTo(type, links)}): ${doc[0] ?? ""}`)
    .join("\n");
}

function linkTo(type: string, links: TypeLinks): string {
  const [, target] = [...links].find(([name]) => new RegExp(`\\b${name}\\b`).test(type)) ?? [];
  return target === undefined ? code(type) : `[${code(type)}](${target})`;
}
