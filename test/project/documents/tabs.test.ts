import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { repositoryRoot } from "../../../tools/repository.ts";
import { allPages, type CodeBlock, type Page } from "./pages.ts";

const pages = allPages().filter(({ text }) => text.includes("{{"));
const blocks = allPages().flatMap((page) => page.blocks);
const inLanguage = (language: string) => blocks.filter((block) => block.language === language);
const place = ({ page, line }: CodeBlock) => `${page}:${String(line)}`;

const schema = JSON.parse(
  readFileSync(path.join(repositoryRoot(), "plugin", "schema.json"), "utf8"),
) as Schema;

interface Property {
  readonly type?: string;
  readonly $ref?: string;
}

interface Inputs {
  readonly properties: Readonly<Record<string, Property>>;
}

interface Schema {
  readonly provider: { readonly inputProperties: Inputs["properties"] };
  readonly types: Readonly<Record<string, Partial<Inputs>>>;
  readonly resources: Readonly<Record<string, { readonly inputProperties: Inputs["properties"] }>>;
  readonly functions: Readonly<Record<string, { readonly inputs: Inputs }>>;
}

const session = schema.resources["plivo:index:MaskingSession"];

/** The tabs of a page in order: the languages of each chooser, and the code of each tab. */
function choosers({ text }: Pick<Page, "text">) {
  const found = text.matchAll(/^\{\{< chooser language "([^"]*)" >\}\}$([^]*?)^\{\{< \/chooser >\}\}$/gm);
  return Array.from(found, ([, languages = "", inside = ""]) => ({
    languages: languages.split(","),
    tabs: Array.from(
      inside.matchAll(
        /^\{\{% choosable language (\w+) %\}\}\n\n```(\w+)\n([^]*?)^```\n\n\{\{% \/choosable %\}\}$/gm,
      ),
      ([, language = "", fence = "", code = ""]) => ({ language, fence, code }),
    ),
  }));
}

const all = pages.flatMap((page) => choosers(page).map((chooser) => ({ page: page.name, ...chooser })));

/** Turns `session_expiry` and `SessionExpiry` into `sessionExpiry`. */
const camel = (name: string) =>
  name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()).replace(/^\w/, (a) => a.toLowerCase());

/** The arguments that a program sets, and the filters among them. */
const argumentsIn: Readonly<Record<string, (code: string) => string[]>> = {
  typescript: (code) => Array.from(code.matchAll(/^ {2}(\w+): |[{,] (\w+): /gm), ([, a, b]) => a ?? b ?? ""),
  python: (code) =>
    Array.from(code.matchAll(/[\s(](\w+)=[^=]|"(\w+)": /g), ([, a, b]) => camel(a ?? b ?? "")),
  go: (code) => Array.from(code.matchAll(/^\t+(\w+): /gm), ([, name = ""]) => camel(name)),
  yaml: (code) => {
    const { resources = {}, variables = {} } = parse(code) as Project;
    const given = [
      ...Object.values(resources).map(({ properties = {} }) => properties),
      ...Object.values(variables).map((variable) => variable["fn::invoke"].arguments),
    ];
    return given.flatMap((one) =>
      Object.entries(one).flatMap(([name, value]) =>
        typeof value === "object" && value !== null ? [name, ...Object.keys(value)] : [name],
      ),
    );
  },
};

interface Project {
  readonly resources?: Readonly<
    Record<string, { readonly type: string; readonly properties?: Readonly<Record<string, unknown>> }>
  >;
  readonly variables?: Readonly<
    Record<
      string,
      {
        readonly "fn::invoke": {
          readonly function: string;
          readonly arguments: Readonly<Record<string, unknown>>;
        };
      }
    >
  >;
}

const typeNames: Readonly<Record<string, string>> = { integer: "number", number: "number" };

/**
 * The violations of the schema, each as "name: reason". A placeholder such as `${driver}` matches any type.
 */
function complaints(values: Readonly<Record<string, unknown>>, known: Inputs["properties"]): string[] {
  return Object.entries(values).flatMap(([name, value]) => {
    const property = known[name];
    if (property === undefined) return [`${name}: unknown`];
    const { properties } = schema.types[property.$ref?.replace("#/types/", "") ?? ""] ?? {};
    if (properties !== undefined) return complaints(value as Readonly<Record<string, unknown>>, properties);
    const expected = typeNames[property.type ?? ""] ?? property.type ?? "string";
    if (typeof value === "string" && value.startsWith("${")) return [];
    return typeof value === expected ? [] : [`${name}: no ${expected}`];
  });
}

/** A full token. YAML also accepts `plivo:MaskingSession`. */
const full = (token: string) => token.replace(/^plivo:(?!index:)/, "plivo:index:");

function complaintsOfProject(code: string): string[] {
  const { resources = {}, variables = {} } = parse(code) as Project;
  const ofResources = Object.values(resources).flatMap(({ type, properties = {} }) => {
    const inputs =
      type === "pulumi:providers:plivo"
        ? schema.provider.inputProperties
        : schema.resources[full(type)]?.inputProperties;
    return inputs === undefined ? [`${type}: no resource`] : complaints(properties, inputs);
  });
  const ofFunctions = Object.values(variables).flatMap(({ "fn::invoke": invoke }) => {
    const inputs = schema.functions[full(invoke.function)]?.inputs.properties;
    return inputs === undefined ? [`${invoke.function}: no function`] : complaints(invoke.arguments, inputs);
  });
  return [...ofResources, ...ofFunctions];
}

/**
 * The output of a command that reads a program from stdin. Undefined if this machine does not have the
 * command.
 */
function complaintOf(command: string, parameters: readonly string[], code: string): string | undefined {
  const { error, status, stderr } = spawnSync(command, parameters, { input: code, encoding: "utf8" });
  if (error !== undefined) return undefined;
  return status === 0 ? "" : stderr;
}

const checks: Readonly<Record<string, readonly [command: string, parameters: readonly string[]]>> = {
  python: ["python3", ["-c", "import ast, sys; ast.parse(sys.stdin.read())"]],
  go: ["gofmt", ["-e"]],
};
const found = Object.entries(checks).filter(
  ([, [command, parameters]]) => complaintOf(command, parameters, "package a") !== undefined,
);
const missing = Object.keys(checks).filter((language) => !found.some(([name]) => name === language));
if (missing.length > 0)
  console.warn(`The pages' programs in ${missing.join(" and ")} are not parsed: their tools are missing.`);

describe("the language tabs of the pages", () => {
  it("stand on the pages that the Pulumi Registry shows, whole and in the same order", () => {
    expect(all.map(({ page }) => page)).toEqual([
      "docs/_index.md",
      "docs/functions/get-masking-session.md",
      "docs/functions/list-masking-sessions.md",
      "docs/resources/masking-session.md",
    ]);
    for (const { page, languages, tabs } of all) {
      expect([page, languages]).toEqual([page, ["typescript", "python", "go", "yaml"]]);
      expect(tabs.map(({ language }) => language)).toEqual(languages);
      expect(tabs.map(({ fence }) => fence)).toEqual(languages);
    }
    // No other shortcode, and none that is not closed.
    for (const { text } of pages)
      expect(text.match(/\{\{[<%]/g)).toHaveLength(choosers({ text }).length * 10);
  });

  it("set the same arguments in every language, which the plugin's schema has", () => {
    const known = new Set([
      ...Object.keys(session?.inputProperties ?? {}),
      ...Object.values(schema.functions).flatMap(({ inputs }) => Object.keys(inputs.properties)),
      ...Object.keys(schema.types["plivo:index:SessionFilters"]?.properties ?? {}),
    ]);
    for (const { page, tabs } of all) {
      const [first, ...others] = tabs.map(({ language, code }) => argumentsIn[language]?.(code));
      expect(first?.length).toBeGreaterThan(0);
      expect(first?.filter((name) => !known.has(name))).toEqual([]);
      for (const other of others) expect([page, other]).toEqual([page, first]);
    }
  });
});

it.each(found)(
  "the pages' programs in %s parse, unlike one with a mistake",
  (language, [command, parameters]) => {
    const programs = inLanguage(language);
    expect(programs.length).toBeGreaterThan(3);
    const wrong = programs.filter(({ code }) => complaintOf(command, parameters, code) !== "");
    expect(wrong.map(place)).toEqual([]);
    expect(complaintOf(command, parameters, "def ride(:")).toMatch(/syntax|expected/i);
  },
);

describe("the pages' projects in YAML", () => {
  const projects = inLanguage("yaml").filter(({ code }) => /^runtime: yaml$/m.test(code));

  it("set arguments that the plugin's schema has, of its types", () => {
    expect(projects.length).toBeGreaterThan(4);
    const wrong = projects.flatMap((block) =>
      complaintsOfProject(block.code).map((complaint) => `${place(block)}: ${complaint}`),
    );
    expect(wrong).toEqual([]);
  });

  it("would be found wrong in a name, a type or a token", () => {
    const project = (type: string, properties: string) =>
      complaintsOfProject(`resources:\n  ride:\n    type: ${type}\n    properties: ${properties}\n`);
    expect(project("plivo:MaskingSession", "{ ringTime: 30 }")).toEqual(["ringTime: unknown"]);
    expect(project("plivo:MaskingSession", '{ ringTimeout: "30" }')).toEqual(["ringTimeout: no number"]);
    expect(project("plivo:Session", "{}")).toEqual(["plivo:Session: no resource"]);
  });
});
