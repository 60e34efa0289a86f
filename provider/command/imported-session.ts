import { field, fieldNames, type FieldName } from "../session/fields";
import type { SessionDetails } from "../client/queries";
import { isSecretUrl } from "./mask";

/** A value that belongs into the stack's configuration. */
export interface ConfigEntry {
  readonly key: string;
  /** Encrypted there. */
  readonly secret: boolean;
  /** Undefined: Plivo does not show it. */
  readonly value: string | undefined;
}

/** One argument of the program's resource. */
export interface ProgramArgument {
  readonly name: string;
  /** A literal, or where the value comes from. */
  readonly value: string | number | boolean | ConfigEntry;
  /** Why it stands there, where that is not plain. */
  readonly comment?: string;
}

/** A session as a program declares it. */
export interface ImportedSession {
  /** The resource's name in Pulumi. */
  readonly name: string;
  /** The constant's name in the program. */
  readonly variable: string;
  readonly arguments: readonly ProgramArgument[];
  /** Arguments that may have been given, which Plivo does not show. */
  readonly notShown: readonly FieldName[];
}

/**
 * What a program must declare to take a session over as it is: what differs from a default, and nothing more, since what is not
 * declared is not managed.
 *
 * @param name of the resource; letters, digits and dashes.
 */
export function importedSession(
  session: SessionDetails,
  name: string,
  account: string | undefined,
): ImportedSession {
  const variable = name.replace(/-+(.)/g, (_dash, next: string) => next.toUpperCase());
  const sent = fieldNames.filter((one) => field(one).sent && concerns(one, session));
  const given = sent.flatMap((one) => argument(one, session, variable) ?? []);
  return {
    name,
    variable,
    notShown: sent.filter(
      (one) => mayBeUnreported(one) && shown(session, one) === null && !given.some((is) => is.name === one),
    ),
    arguments: [
      { name: "adoptSessionUuid", value: session.sessionUuid },
      ...given,
      ...(session.initiateCallToFirstParty === true ? [quietEnd] : []),
      ...(account === undefined ? [] : [{ name: "account", value: account }]),
    ],
  };
}

const quietEnd: ProgramArgument = {
  name: "onExpiry",
  value: "ignore",
  comment: "Making the session anew would ring the first party's phone.",
};

function concerns(name: FieldName, session: SessionDetails): boolean {
  return session.isPinAuthenticationRequired === true || !field(name).onlyWithPins;
}

/** Beyond what the vendor's document says of a session: null need not mean that it is unset. */
function mayBeUnreported(name: FieldName): boolean {
  return field(name).reported !== "documented";
}

function shown(session: SessionDetails, name: FieldName): string | number | boolean | null {
  const value = (session as unknown as Readonly<Record<string, string | number | boolean | null>>)[name];
  return value ?? null;
}

function argument(name: FieldName, session: SessionDetails, variable: string): ProgramArgument | undefined {
  const value = shown(session, name);
  const entry = (of: string | undefined, secret: boolean): ConfigEntry => ({
    key: `${variable}${name.charAt(0).toUpperCase()}${name.slice(1)}`,
    secret,
    value: of,
  });
  if (value === null) return missing(name, session, entry);
  if (isGeneratedPin(name, session)) return undefined;
  if (field(name).secret) return { name, value: entry(String(value), true) };
  if (typeof value === "string" && isSecretUrl(value, session)) return { name, value: entry(value, true) };
  return value === field(name).default ? undefined : { name, value };
}

function isGeneratedPin(name: FieldName, { generatePin }: SessionDetails): boolean {
  return generatePin === true && (name === "firstPartyPin" || name === "secondPartyPin");
}

/** What must be there although Plivo shows nothing of it. */
function missing(
  name: FieldName,
  session: SessionDetails,
  entry: (value: undefined, secret: boolean) => ConfigEntry,
): ProgramArgument | undefined {
  const comment = "Plivo does not show it.";
  if (name === "sessionExpiry" && session.duration !== null) {
    return { name, value: session.duration, comment: "By the session's duration; Plivo does not show it." };
  }
  if (name === "createSessionWithSingleParty" && isSingle(session)) return { name, value: true };
  if (name === "pinPromptPlay") return { name, value: entry(undefined, false), comment };
  const party =
    name === "firstPartyPin" ? "firstParty" : name === "secondPartyPin" ? "secondParty" : undefined;
  if (party === undefined || session.generatePin === true || session[party] === null) return undefined;
  return { name, value: entry(undefined, true), comment };
}

function isSingle({ firstParty, secondParty }: SessionDetails): boolean {
  return firstParty === null || secondParty === null;
}
