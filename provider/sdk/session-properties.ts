import * as pulumi from "@pulumi/pulumi";
import { hasCredentials } from "../common/url-credentials";
import { fieldNames, isFieldName, secretFieldNames, urlFieldNames, type FieldValue } from "../session/fields";
import { identityNames, pinNames } from "../session/state";

/** What the classes of both hosts hand to Pulumi: the arguments, marked as secret, and the outputs' names. */
export function sessionProperties(args: object, opts: pulumi.CustomResourceOptions): Properties {
  return withOutputs(withSecrets(args), opts);
}

/**
 * The options with the URLs of a session that is only read as secrets: a password in one is known to nobody
 * here.
 */
export function withSecretUrls(opts: pulumi.CustomResourceOptions): pulumi.CustomResourceOptions {
  return isLookup(opts) ? pulumi.mergeOptions(opts, { additionalSecretOutputs: [...urlFieldNames] }) : opts;
}

/** Whether a session that exists is only read. */
export function isLookup({ id, urn }: pulumi.CustomResourceOptions): boolean {
  return id !== undefined || urn !== undefined;
}

type Properties = Readonly<Record<string, unknown>>;

/** With the names of what Plivo adds: only a property that is there, be it undefined, becomes an output at once. */
function withOutputs(declared: Properties, opts: pulumi.CustomResourceOptions): Properties {
  const generatesPins = declared["generatePin"] !== undefined && declared["generatePin"] !== false;
  const added = [...identityNames, ...(isLookup(opts) ? fieldNames : generatesPins ? pinNames : [])];
  return { ...Object.fromEntries(added.map((name) => [name, undefined])), ...declared };
}

function withSecrets(args: object): Properties {
  const entries = Object.entries(args as Readonly<Record<string, pulumi.Input<FieldValue | undefined>>>);
  const declared = entries.filter(([, value]) => value !== undefined);
  return Object.fromEntries(declared.map(([name, value]) => [name, markSecret(name, value)]));
}

/** Numbers and PINs are secret, and so is a URL that carries a user and password. */
function markSecret(name: string, value: pulumi.Input<FieldValue | undefined>) {
  if (!isFieldName(name)) return value;
  if (secretFieldNames.includes(name)) return pulumi.secret(value);
  if (!urlFieldNames.includes(name)) return value;
  if (typeof value === "string") return markSecretUrl(value);
  return pulumi.output<FieldValue | undefined>(value).apply(markSecretUrl);
}

function markSecretUrl(value: FieldValue | undefined): pulumi.Input<FieldValue | undefined> {
  return hasCredentials(value) ? pulumi.secret(value) : value;
}
