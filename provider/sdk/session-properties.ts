import * as pulumi from "@pulumi/pulumi";
import { hasCredentials } from "../common/url-credentials";
import { fieldNames, isFieldName, secretFieldNames, urlFieldNames, type FieldValue } from "../session/fields";
import { identityNames, pinNames } from "../session/state";

/**
 * The properties that the classes of both hosts register: arguments marked as secret, and names of outputs.
 */
export function sessionProperties(args: object, opts: pulumi.CustomResourceOptions): Properties {
  return withOutputs(withSecrets(args), opts);
}

/** The options, with the URLs of a looked-up session as secrets: any of them may contain a password. */
export function withSecretUrls(opts: pulumi.CustomResourceOptions): pulumi.CustomResourceOptions {
  return isLookup(opts) ? pulumi.mergeOptions(opts, { additionalSecretOutputs: [...urlFieldNames] }) : opts;
}

/** Whether the resource only reads an existing session. */
export function isLookup({ id, urn }: pulumi.CustomResourceOptions): boolean {
  return id !== undefined || urn !== undefined;
}

type Properties = Readonly<Record<string, unknown>>;

/**
 * Adds the names of Plivo's values: Pulumi creates outputs only for properties that exist, even if undefined.
 */
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

/** Marks phone numbers, PINs, and URLs with a user and password as secret. */
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
