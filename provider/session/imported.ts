import { field, fieldNames, type FieldName, type FieldValue, type SessionInputs } from "./fields";
import { shownValue, type ShownArguments } from "./match";
import { isGeneratedPin } from "./state";

/** An argument that a program must declare to have a session as it is. */
export interface ImportedArgument {
  readonly name: FieldName;
  /** Undefined: Plivo does not show it. */
  readonly value: FieldValue | undefined;
  /** `derived`: from what Plivo shows beside it; `advised`: Plivo has no such argument. */
  readonly source: "shown" | "derived" | "advised" | "not shown";
}

/** What a program must declare of a session that exists. */
export interface Imported {
  readonly arguments: readonly ImportedArgument[];
  /** Arguments that may have been given, which Plivo does not show. */
  readonly notShown: readonly FieldName[];
}

/**
 * What a program must declare to have a session as it is: what differs from a default, and nothing more,
 * since what is not declared is not managed.
 */
export function importedArguments(session: ShownArguments): Imported {
  const sent = fieldNames.filter((name) => field(name).sent && concerns(name, session));
  const given = sent.flatMap((name) => argument(name, session) ?? []);
  return {
    arguments: [...given, ...(session.initiateCallToFirstParty === true ? [quietExpiry] : [])],
    notShown: sent.filter(
      (name) =>
        field(name).reported !== "documented" &&
        valueOf(session, name) === undefined &&
        !given.some((one) => one.name === name),
    ),
  };
}

/** The inputs of an imported session, and whether they are all that a program must declare. */
export function importedInputs(session: ShownArguments): { inputs: SessionInputs; isWhole: boolean } {
  const declared = importedArguments(session).arguments;
  const shown = declared.filter(({ value }) => value !== undefined);
  const inputs = Object.fromEntries(shown.map(({ name, value }) => [name, value]));
  return { inputs, isWhole: shown.length === declared.length };
}

/** Creating the session again would ring the first party's phone. */
const quietExpiry: ImportedArgument = { name: "onExpiry", value: "ignore", source: "advised" };

function concerns(name: FieldName, session: ShownArguments): boolean {
  return session.isPinAuthenticationRequired === true || !field(name).onlyWithPins;
}

function valueOf(session: ShownArguments, name: FieldName): FieldValue | undefined {
  return shownValue(session, name) ?? undefined;
}

function argument(name: FieldName, session: ShownArguments): ImportedArgument | undefined {
  const value = valueOf(session, name);
  if (value === undefined) return missing(name, session);
  if (isGeneratedPin(name, session)) return undefined;
  const isDefault = !field(name).secret && value === field(name).default;
  return isDefault ? undefined : { name, value, source: "shown" };
}

/** What must be declared although Plivo shows nothing of it. */
function missing(name: FieldName, session: ShownArguments): ImportedArgument | undefined {
  if (name === "sessionExpiry" && typeof session.duration === "number") {
    return { name, value: session.duration, source: "derived" };
  }
  if (name === "createSessionWithSingleParty" && isSingle(session)) {
    return { name, value: true, source: "derived" };
  }
  return mustBeGiven(name, session) ? { name, value: undefined, source: "not shown" } : undefined;
}

function mustBeGiven(name: FieldName, session: ShownArguments): boolean {
  if (name === "pinPromptPlay") return true;
  if (session.generatePin === true) return false;
  return (
    (name === "firstPartyPin" && valueOf(session, "firstParty") !== undefined) ||
    (name === "secondPartyPin" && valueOf(session, "secondParty") !== undefined)
  );
}

function isSingle(session: ShownArguments): boolean {
  return (["firstParty", "secondParty"] as const).some((name) => valueOf(session, name) === undefined);
}
