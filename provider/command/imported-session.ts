import { field, type FieldName } from "../session/fields";
import { importedArguments, type ImportedArgument } from "../session/imported";
import type { SessionDetails } from "../client/queries";
import { isSecretUrl } from "./mask";

/** A value of the stack's configuration. */
export interface ConfigEntry {
  readonly key: string;
  readonly secret: boolean;
  /** Undefined if Plivo does not show it. */
  readonly value: string | undefined;
}

/** One argument of the program's resource. */
export interface ProgramArgument {
  readonly name: string;
  /** A literal, or an entry of the configuration. */
  readonly value: string | number | boolean | ConfigEntry;
  readonly comment?: string;
}

/** A session's declaration in a program. */
export interface ImportedSession {
  /** The resource's name in Pulumi. */
  readonly name: string;
  /** The constant's name in the program. */
  readonly variable: string;
  readonly arguments: readonly ProgramArgument[];
  /** Arguments that Plivo does not show, so they may be set. */
  readonly notShown: readonly FieldName[];
}

/**
 * A resource that adopts a session without a change.
 *
 * @param name of the resource: letters, digits and dashes
 */
export function importedSession(
  session: SessionDetails,
  name: string,
  account: string | undefined,
): ImportedSession {
  const variable = name.replace(/-+(.)/g, (_dash, next: string) => next.toUpperCase());
  const { arguments: given, notShown } = importedArguments(session);
  return {
    name,
    variable,
    notShown,
    arguments: [
      { name: "adoptSessionUuid", value: session.sessionUuid },
      ...given.map((one) => programArgument(one, session, variable)),
      ...(account === undefined ? [] : [{ name: "account", value: account }]),
    ],
  };
}

function programArgument(
  { name, value, source }: ImportedArgument,
  session: SessionDetails,
  variable: string,
): ProgramArgument {
  const { secret } = field(name);
  const key = `${variable}${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  if (value === undefined) {
    return { name, value: { key, secret, value }, comment: "Plivo does not show it." };
  }
  if (secret || (typeof value === "string" && isSecretUrl(value, session))) {
    return { name, value: { key, secret: true, value: String(value) } };
  }
  const comment = commentOf(name, source);
  return { name, value, ...(comment === undefined ? {} : { comment }) };
}

function commentOf(name: FieldName, source: ImportedArgument["source"]): string | undefined {
  if (source === "advised") return "Creating the session again would ring the first party's phone.";
  return source === "derived" && name === "sessionExpiry"
    ? "From the session's duration; Plivo does not show it."
    : undefined;
}
