import type { Member, Sources } from "./members.ts";
import type { Table } from "./resource-page.ts";
import { schemaExamples } from "./tabs.ts";

/** A part of a schema, as in Pulumi's document "Pulumi Package Schema". */
type Spec = Readonly<Record<string, unknown>>;

export interface PackageFacts {
  readonly homepage: string;
  readonly license: string;
  readonly repository: { readonly url: string };
}

/** The enums, each with an argument that uses it. */
const enums = {
  HttpMethod: "callbackMethod",
  RecordFileFormat: "recordFileFormat",
  OnExpiry: "onExpiry",
  IfExists: "ifExists",
} as const;

const objectTypes = ["SessionDetails", "InteractionDetails", "SessionFilters", "TimeWindow"];

/** Filters that users cannot set in `pulumi do`: the engine does the paging. */
const pagingFilters = ["limit", "offset"];

/**
 * plugin/schema.json: the native form for all languages, from the table of arguments and the doc comments. It
 * has no defaults, since an argument that is not set is not managed, and no `replaceOnChanges`, since the
 * provider's diff decides that.
 */
export function pluginSchema(sources: Sources, table: Table, facts: PackageFacts): string {
  const repository = facts.repository.url.replace(/^git\+|\.git$/g, "");
  const { nativeResourceType: token } = table;
  const write = new SchemaWriter(sources, table);
  const settings = write.properties("ProviderArgs", "inputs");
  return JSON.stringify({
    name: "plivo",
    displayName: "Plivo Masking",
    publisher: "pulumi-plivo-masking",
    description:
      "Number-masking sessions of Plivo: two people call each other over a virtual number that hides their real ones.",
    keywords: ["pulumi", "plivo", "number-masking", "category/network", "kind/native"],
    homepage: facts.homepage,
    repository,
    license: facts.license,
    pluginDownloadURL: repository.replace("https://github.com/", "github://api.github.com/"),
    language: languages(repository),
    config: { variables: settings },
    provider: { description: write.doc("ProviderArgs"), inputProperties: settings },
    types: write.types(),
    resources: { [token]: write.resource() },
    functions: {
      "plivo:index:getMaskingSession": {
        description: write.withExample("getMaskingSession", [
          "Reads a live or expired session with one request, even in a preview.",
        ]),
        inputs: write.object("GetMaskingSessionArgs", "inputs"),
        outputs: write.object("SessionDetails", "results"),
      },
      "plivo:index:listMaskingSessions": {
        description: write.withExample("listMaskingSessions", [
          "Lists live and expired sessions, over all pages and as far back as the filters ask, with one request per 20 sessions, even in a preview.",
        ]),
        inputs: write.object("ListMaskingSessionsArgs", "inputs"),
        outputs: write.object("SessionList", "results"),
      },
    },
  });
}

function languages(repository: string): Spec {
  const [, host = "", owner = ""] = repository.split(/\/+/);
  const respectSchemaVersion = true;
  return {
    // The package's own classes: a program of a thousand sessions takes half the time and memory that it
    // would with generated ones.
    nodejs: { respectSchemaVersion, packageName: "pulumi-plivo-masking/native" },
    python: { respectSchemaVersion, packageName: "pulumi_plivo", pyproject: { enabled: true } },
    go: { respectSchemaVersion, importBasePath: `${repository.replace("https://", "")}/sdk/go/plivo` },
    // Names that begin with "Pulumi." are reserved on NuGet.
    csharp: { respectSchemaVersion, rootNamespace: "PlivoMasking", namespaces: { plivo: "Plivo" } },
    java: { buildFiles: "gradle", basePackage: [...host.split(".").reverse(), owner].join(".") },
  };
}

/**
 * The place of a property. The description of an input tells how to set it. Numbers in results come from
 * Plivo, which may report fractions.
 */
type Place = "inputs" | "outputs" | "results";

class SchemaWriter {
  readonly #sources: Sources;
  readonly #table: Table;

  constructor(sources: Sources, table: Table) {
    this.#sources = sources;
    this.#table = table;
  }

  doc(type: string): string {
    return text(this.#sources.declaration(type).doc);
  }

  withExample(name: string, doc: readonly string[]): string {
    const { tags } = this.#sources.declaration(name);
    return text([...doc, ...schemaExamples(name, tags.get("example") ?? [])]);
  }

  resource(): Spec {
    const filters = Object.entries(this.properties("SessionFilters", "inputs"));
    const identity = this.properties("MaskingSession", "outputs");
    return {
      description: text([
        this.withExample("MaskingSession", [this.doc("MaskingSession")]),
        ...importSection(this.#table.nativeResourceType),
      ]),
      properties: { ...this.properties("NativeSessionArgs", "outputs"), ...identity },
      // Required as in the TypeScript classes, so that other resources can use them as inputs.
      required: Object.keys(identity),
      inputProperties: this.properties("NativeSessionArgs", "inputs"),
      listInputs: {
        properties: Object.fromEntries(filters.filter(([name]) => !pagingFilters.includes(name))),
      },
      aliases: [{ type: "pulumi-nodejs:dynamic/plivo:MaskingSession" }],
    };
  }

  types(): Spec {
    const types: Record<string, Spec> = {};
    for (const [name, argument] of Object.entries(enums)) {
      const values = this.#enumValues(argument).map((value) => ({ value }));
      types[`plivo:index:${name}`] = { type: "string", enum: values };
    }
    for (const type of objectTypes) {
      const place = type === "SessionFilters" ? "inputs" : "results";
      types[`plivo:index:${type}`] = {
        description: this.doc(type),
        type: "object",
        ...this.object(type, place),
      };
    }
    return types;
  }

  object(type: string, place: Place): Spec {
    const required = this.#members(type).filter(
      ({ optional, type: of }) => !optional && !of.endsWith(" | null"),
    );
    const names = required.map(({ name }) => name);
    return { properties: this.properties(type, place), ...(names.length > 0 ? { required: names } : {}) };
  }

  properties(type: string, place: Place): Spec {
    return Object.fromEntries(
      this.#members(type).map((member) => [member.name, this.#property(member, place)]),
    );
  }

  /** Explicit providers replace the argument `account`. */
  #members(type: string): Member[] {
    return this.#sources.declaration(type).members.filter(({ name }) => name !== "account");
  }

  #property(member: Member, place: Place): Spec {
    const row = this.#table.fields[member.name];
    return {
      description: text(place === "inputs" ? member.doc : member.doc.slice(0, 1)),
      ...this.#type(member, place),
      ...(row?.secret || member.name === "authToken" ? { secret: true } : {}),
      ...(row?.effect === "replace" && place === "inputs" ? { willReplaceOnChanges: true } : {}),
    };
  }

  #type({ name, type }: Member, place: Place): Spec {
    const plain = type.replace(/ \| null$/, "");
    const element = /^readonly (\w+)\[\]$/.exec(plain)?.[1];
    if (element !== undefined) return { type: "array", items: reference(element) };
    if (objectTypes.includes(plain)) return reference(plain);
    if (plain === "number")
      return { type: place === "results" || name === "requestsPerSecond" ? "number" : "integer" };
    if (plain === "boolean") return { type: plain };
    const values = JSON.stringify([...plain.matchAll(/"(\w+)"/g)].map(([, value]) => value).sort());
    const enumEntry = Object.entries(enums).find(
      ([, argument]) => JSON.stringify([...this.#enumValues(argument)].sort()) === values,
    );
    return enumEntry === undefined ? { type: "string" } : reference(enumEntry[0]);
  }

  #enumValues(argument: string): readonly string[] {
    const kind = this.#table.fields[argument]?.kind;
    if (typeof kind !== "object" || kind.type !== "oneOf") throw new Error(`${argument} is no enum`);
    return kind.values;
  }
}

const importSection = (token: string) => [
  "## Import",
  "A live session is imported by its UUID:",
  `\`\`\`sh\npulumi import --generate-code=false ${token} ride 4189591e-d004-4801-abdf-8893c15e5dcd\n\`\`\``,
  "Without `--generate-code=false`, Pulumi prints code that shows the parties' phone numbers in clear.",
];

function reference(type: string): Spec {
  return { $ref: `#/types/plivo:index:${type}` };
}

function text(paragraphs: readonly string[]): string {
  return paragraphs.join("\n\n");
}
