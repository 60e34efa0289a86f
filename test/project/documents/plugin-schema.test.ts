import { readFileSync } from "node:fs";
import path from "node:path";
import { field, nativeFieldNames, secretFieldNames } from "../../../provider/session/fields.ts";
import { repositoryRoot } from "../../../tools/repository.ts";

interface Property {
  readonly description: string;
  readonly type?: string;
  readonly $ref?: string;
  readonly secret?: boolean;
  readonly willReplaceOnChanges?: boolean;
}

type Properties = Readonly<Record<string, Property>>;

interface Schema {
  readonly repository: string;
  readonly pluginDownloadURL: string;
  readonly language: Readonly<Record<string, object>>;
  readonly config: { readonly variables: Properties };
  readonly provider: { readonly inputProperties: Properties };
  readonly types: Readonly<Record<string, { readonly enum?: readonly { readonly value: string }[] }>>;
  readonly resources: Readonly<
    Record<
      string,
      {
        readonly properties: Properties;
        readonly required: readonly string[];
        readonly inputProperties: Properties;
        readonly requiredInputs?: unknown;
        readonly listInputs: { readonly properties: Properties };
        readonly aliases: unknown;
      }
    >
  >;
  readonly functions: Readonly<Record<string, { readonly inputs: { readonly properties: Properties } }>>;
}

const identity = ["authId", "sessionUuid", "virtualNumber", "status", "createdTime", "expiryTime"];

const names = (properties: Properties, keep: (property: Property) => boolean | undefined) =>
  Object.keys(properties).filter((name) => properties[name] !== undefined && keep(properties[name]));

describe("the plugin's schema", () => {
  let text: string;
  let schema: Schema;
  let session: Schema["resources"][string];
  beforeAll(() => {
    text = readFileSync(path.join(repositoryRoot(), "plugin", "schema.json"), "utf8");
    schema = JSON.parse(text) as Schema;
    const found = schema.resources["plivo:index:MaskingSession"];
    if (found === undefined) throw new Error("the schema has no MaskingSession");
    session = found;
  });

  it("has the native provider's arguments, and refresh", () => {
    expect(Object.keys(session.inputProperties)).toEqual([...nativeFieldNames, "refresh"]);
    expect(Object.keys(session.properties)).toEqual([...nativeFieldNames, "refresh", ...identity]);
  });

  it("requires no argument, and promises the outputs that are there whatever a program declares", () => {
    expect(session.requiredInputs).toBeUndefined();
    expect(session.required).toEqual(identity);
  });

  it("lists sessions by the filters of the list function, without those of its pages", () => {
    const filters = (schema.types["plivo:index:SessionFilters"] as { properties: Properties }).properties;
    const ofEngine = Object.keys(filters).filter((name) => name !== "limit" && name !== "offset");
    expect(Object.keys(session.listInputs.properties)).toEqual(ofEngine);
    expect(ofEngine).toContain("status");
  });

  it("has the functions of the package", () => {
    expect(Object.keys(schema.functions)).toEqual([
      "plivo:index:getMaskingSession",
      "plivo:index:listMaskingSessions",
    ]);
  });

  it("names the package of each language, by the project's address where it is part of the name", () => {
    const [, owner, name] = /^https:\/\/github\.com\/([^/]+)\/([^/]+)$/.exec(schema.repository) ?? [];
    expect(schema.pluginDownloadURL).toBe(`github://api.github.com/${String(owner)}/${String(name)}`);
    expect(schema.language).toMatchObject({
      nodejs: { packageName: "pulumi-plivo-masking/native" },
      python: { packageName: "pulumi_plivo", pyproject: { enabled: true } },
      go: { importBasePath: `${schema.repository.slice("https://".length)}/sdk/go/plivo` },
      csharp: { rootNamespace: "PlivoMasking", namespaces: { plivo: "Plivo" } },
      java: { basePackage: `com.github.${String(owner)}` },
    });
  });

  it("marks numbers and PINs as secret, in arguments and in outputs", () => {
    const isSecret = ({ secret }: Property) => secret;
    expect(names(session.inputProperties, isSecret)).toEqual(secretFieldNames);
    expect(names(session.properties, isSecret)).toEqual(secretFieldNames);
  });

  it("marks the provider's token as secret, and no other setting", () => {
    const isSecret = ({ secret }: Property) => secret;
    expect(names(schema.provider.inputProperties, isSecret)).toEqual(["authToken"]);
    expect(names(schema.config.variables, isSecret)).toEqual(["authToken"]);
  });

  it("marks which changes replace a session, for arguments that Plivo never updates", () => {
    const replacing = nativeFieldNames.filter((name) => field(name).effect === "replace");
    expect(names(session.inputProperties, ({ willReplaceOnChanges }) => willReplaceOnChanges)).toEqual(
      replacing,
    );
  });

  it("leaves defaults and other replacements to the provider", () => {
    expect(text).not.toMatch(/"(default|defaultInfo|replaceOnChanges)":/);
  });

  it("lists the values of an argument with few values", () => {
    const type = ({ $ref = "" }: Property) =>
      schema.types[$ref.replace("#/types/", "")]?.enum?.map(({ value }) => value);
    const ofArguments = Object.entries(session.inputProperties).flatMap(([name, property]) => {
      const values = type(property);
      return values === undefined ? [] : [[name, values]];
    });
    const ofTable = nativeFieldNames.flatMap((name) => {
      const { kind } = field(name);
      return typeof kind === "object" && kind.type === "oneOf" ? [[name, kind.values]] : [];
    });
    expect(ofArguments).toEqual(ofTable);
    expect(schema.provider.inputProperties["ifExists"]).toMatchObject({
      $ref: "#/types/plivo:index:IfExists",
    });
  });

  it("types seconds and counts as integers, and the requests per second as a number", () => {
    expect(session.inputProperties["ringTimeout"]?.type).toBe("integer");
    expect(session.properties["ringTimeout"]?.type).toBe("integer");
    expect(schema.functions["plivo:index:listMaskingSessions"]?.inputs.properties["maxResults"]?.type).toBe(
      "integer",
    );
    expect(schema.provider.inputProperties["requestsPerSecond"]?.type).toBe("number");
  });

  it("aliases the type of the dynamic provider, so its states can be used", () => {
    expect(session.aliases).toEqual([{ type: "pulumi-nodejs:dynamic/plivo:MaskingSession" }]);
  });

  it("mentions no specific language, and nothing that the native provider lacks", () => {
    expect(text).not.toMatch(
      /TypeScript|dynamic provider|adoptSessionUuid|\baccount`|program's (own )?process/,
    );
  });
});
