import { field, nativeFieldNames, secretFieldNames } from "../../../provider/session/fields.ts";
import schema from "../../../plugin/schema.json";

interface Property {
  readonly type?: string;
  readonly $ref?: string;
  readonly secret?: boolean;
  readonly willReplaceOnChanges?: boolean;
}

type Properties = Readonly<Record<string, Property>>;

const session = schema.resources["plivo:index:MaskingSession"];
const text = JSON.stringify(schema);
const identity = ["authId", "sessionUuid", "virtualNumber", "status", "createdTime", "expiryTime"];

const names = (properties: Properties, has: (property: Property) => boolean | undefined) =>
  Object.entries(properties).flatMap(([name, property]) => (has(property) ? name : []));
const secretNames = (properties: Properties) => names(properties, ({ secret }) => secret);

describe("the plugin's schema", () => {
  it("has the native provider's arguments, and refresh", () => {
    expect(Object.keys(session.inputProperties)).toEqual([...nativeFieldNames, "refresh"]);
    expect(Object.keys(session.properties)).toEqual([...nativeFieldNames, "refresh", ...identity]);
  });

  it("requires no argument, and promises the outputs that are there whatever a program declares", () => {
    expect(session).not.toHaveProperty("requiredInputs");
    expect(session.required).toEqual(identity);
  });

  it("lists sessions by the filters of the list function, without those of its pages", () => {
    const filters = Object.keys(schema.types["plivo:index:SessionFilters"].properties);
    const ofEngine = filters.filter((name) => name !== "limit" && name !== "offset");
    expect(Object.keys(session.listInputs.properties)).toEqual(ofEngine);
    expect(ofEngine).toContain("status");
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

  it("marks numbers, PINs and the provider's token as secret, and nothing else", () => {
    expect(secretNames(session.inputProperties)).toEqual(secretFieldNames);
    expect(secretNames(session.properties)).toEqual(secretFieldNames);
    expect(secretNames(schema.provider.inputProperties)).toEqual(["authToken"]);
    expect(secretNames(schema.config.variables)).toEqual(["authToken"]);
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
    const types: Readonly<Record<string, { type: string; enum?: { value: string }[] }>> = schema.types;
    const ofArguments = Object.entries<Property>(session.inputProperties).flatMap(([name, { $ref = "" }]) => {
      const values = types[$ref.replace("#/types/", "")]?.enum?.map(({ value }) => value);
      return values === undefined ? [] : [[name, values]];
    });
    const ofTable = nativeFieldNames.flatMap((name) => {
      const { kind } = field(name);
      return typeof kind === "object" && kind.type === "oneOf" ? [[name, kind.values]] : [];
    });
    expect(ofArguments).toEqual(ofTable);
    expect(schema.provider.inputProperties.ifExists).toMatchObject({
      $ref: "#/types/plivo:index:IfExists",
    });
  });

  it("types seconds and counts as integers, and the requests per second as a number", () => {
    expect(session.inputProperties.ringTimeout.type).toBe("integer");
    expect(session.properties.ringTimeout.type).toBe("integer");
    const { maxResults } = schema.functions["plivo:index:listMaskingSessions"].inputs.properties;
    expect(maxResults.type).toBe("integer");
    expect(schema.provider.inputProperties.requestsPerSecond.type).toBe("number");
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
