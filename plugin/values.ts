import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import { isSerialisable } from "../provider/common/serialisable";
import { unknownValue } from "../provider/common/unknown-value";
import { unknownInput } from "../provider/session/unknown";

// Pulumi's encoding of values. The constants are in pulumi/sdk/go/common/resource/properties.go.
const signatureKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";
const outputSignature = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

export type Values = Readonly<Record<string, unknown>>;

/** The decoded properties of a resource. */
export interface Properties {
  /** In clear. `unknownInput` for a property that is unknown, at least in part. */
  readonly values: Values;
  /** The names of the properties that are secret, at least in part. */
  readonly secrets: ReadonlySet<string>;
}

export function fromStruct(struct: Struct | undefined): Properties {
  const values: Record<string, unknown> = {};
  const secrets = new Set<string>();
  for (const [name, sent] of Object.entries(struct?.toJavaScript() ?? {})) {
    values[name] = decode(sent, () => secrets.add(name));
  }
  return { values, secrets };
}

function decode(sent: unknown, markSecret: () => void): unknown {
  if (sent === unknownValue) return unknownInput;
  if (typeof sent !== "object" || sent === null) return sent;
  const parts = sent as Readonly<Record<string, unknown>>;
  const signature = parts[signatureKey];
  if (signature === secretSignature || parts["secret"] === true) markSecret();
  if (signature === secretSignature) return decode(parts["value"], markSecret);
  if (signature === outputSignature)
    return "value" in parts ? decode(parts["value"], markSecret) : unknownInput;
  const entries = Object.entries(parts).map(([name, part]) => [name, decode(part, markSecret)] as const);
  if (entries.some(([, part]) => part === unknownInput)) return unknownInput;
  return Array.isArray(sent) ? entries.map(([, part]) => part) : Object.fromEntries(entries);
}

/** Encodes properties for the engine, without values that the protocol does not support. */
export function toStruct(values: object, isSecret: (name: string, value: unknown) => boolean): Struct {
  const known = Object.entries(values).filter(([, value]) => value === unknownInput || isSerialisable(value));
  const entries = known.map(([name, value]) => {
    const sent = (value === unknownInput ? unknownValue : value) as JavaScriptValue;
    return [name, isSecret(name, value) ? secretValue(sent) : sent] as const;
  });
  return Struct.fromJavaScript(Object.fromEntries(entries));
}

/** A value that the engine encrypts in the state, and shows as `[secret]`. */
export function secretValue(value: JavaScriptValue): JavaScriptValue {
  return { [signatureKey]: secretSignature, value };
}
