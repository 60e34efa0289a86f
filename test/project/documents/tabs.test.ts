import { parse } from "yaml";
import pluginSchema from "../../../plugin/schema.json";
import { allPages, type Page } from "./pages.ts";

const schema: Schema = pluginSchema;

const pages = allPages().filter(({ text }) => text.includes("{{"));
interface Property {
  readonly type?: string;
  readonly $ref?: string;
}

interface Inputs {
  readonly properties: Readonly<Record<string, Property>>;
}

interface Schema {
  readonly provider: { readonly inputProperties: Inputs["properties"] };
  readonly types: Readonly<Record<string, Partial<Inputs> & { readonly type: string }>>;
  readonly resources: Readonly<Record<string, { readonly inputProperties: Inputs["properties"] }>>;
  readonly functions: Readonly<Record<string, { readonly inputs: Inputs }>>;
}

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
});

describe("the pages' projects in YAML", () => {
  const projects = allPages()
    .flatMap(({ blocks }) => blocks)
    .filter(({ language, code }) => language === "yaml" && /^runtime: yaml$/m.test(code));

  it("set arguments that the plugin's schema has, of its types", () => {
    expect(projects.length).toBeGreaterThan(4);
    const wrong = projects.flatMap(({ page, line, code }) =>
      complaintsOfProject(code).map((complaint) => `${page}:${line}: ${complaint}`),
    );
    expect(wrong).toEqual([]);
  });
});
