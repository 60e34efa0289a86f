import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { providerText } from "../provider/common/resource-type";
import { hasCredentials } from "../provider/common/url-credentials";
import type { Stored } from "../provider/lifecycle/call";
import { field, isFieldName, urlFieldNames, type SessionInputs } from "../provider/session/fields";
import { fromStruct, toStruct, type Properties, type Values } from "./values";

/** The native argument that lets the engine read the session before each update. */
export const refreshName = "refresh";

export interface Declared {
  readonly inputs: SessionInputs;
  readonly refresh: unknown;
}

/** The inputs of a program, before or after `check`. */
export function declaredOf({ values }: Pick<Properties, "values">): Declared {
  const { [refreshName]: refresh, ...inputs } = values;
  return { inputs, refresh };
}

/** The stored resource. Outputs of the dynamic host are valid too, without the keys that only it has. */
export function storedOf(id: string, outputs: Struct | undefined): Stored & { readonly refresh: unknown } {
  const {
    __provider: writtenBy,
    external: _,
    [refreshName]: refresh,
    ...values
  } = fromStruct(outputs).values;
  const isOurs = writtenBy === undefined || writtenBy === providerText;
  return {
    id,
    state: withoutDynamicArguments(values) as unknown as Stored["state"],
    writer: isOurs ? "this provider" : "another provider",
    refresh,
  };
}

export function withoutDynamicArguments(values: Values): Values {
  const kept = Object.entries(values).filter(([name]) => !isFieldName(name) || !field(name).dynamicOnly);
  return Object.fromEntries(kept);
}

/** Properties for the engine, with secrets marked. */
export function structOf(values: object, refresh: unknown, secrets: ReadonlySet<string> = none): Struct {
  const all = refresh === undefined ? values : { ...values, [refreshName]: refresh };
  return toStruct(all, (name, value) => secrets.has(name) || isSecret(name, value));
}

const none: ReadonlySet<string> = new Set();

function isSecret(name: string, value: unknown): boolean {
  if (!isFieldName(name)) return false;
  return field(name).secret || (urlFieldNames.includes(name) && hasCredentials(value));
}

/** Whether the engine may show a value of the argument in clear. */
export function canBeShown(name: string): boolean {
  return !isFieldName(name) || !(field(name).secret || urlFieldNames.includes(name));
}

/** Whether the inputs are those of a `MaskingSession.get`, which have no party. */
export function isGet({ values }: Pick<Properties, "values">): boolean {
  return values["firstParty"] === undefined && values["secondParty"] === undefined;
}
