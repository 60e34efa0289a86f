import { field, fieldNames, type FieldName, type FieldValue, type SessionInputs } from "./fields";
import { reportedValue, type ReportedArguments } from "./match";
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
export interface ImportRequirements {
  readonly arguments: readonly ImportedArgument[];
  /** Arguments that may have been given, which Plivo does not show. */
  readonly notShown: readonly FieldName[];
}

/**
 * What a program must declare to have a session as it is: what differs from a default, and nothing more,
 * since what is not declared is not managed.
 */
export function importedArguments(session: ReportedArguments): ImportRequirements {
  const sent = fieldNames.filter((name) => field(name).sent && isApplicable(name, session));
  const given = sent.flatMap((name) => argument(name, session) ?? []);
  return {
    arguments: [...given, ...(session.initiateCallToFirstParty === true ? [ignoreExpiry] : [])],
    notShown: sent.filter(
      (name) =>
        field(name).reported !== "documented" &&
        valueOf(session, name) === undefined &&
        !given.some((one) => one.name === name),
    ),
  };
}

/** The inputs of an imported session, and whether they are all that a program must declare. */
export function importedInputs(session: ReportedArguments): { inputs: SessionInputs; isComplete: boolean } {
  const declared = importedArguments(session).arguments;
  const shown = declared.filter(({ value }) => value !== undefined);
  const inputs = Object.fromEntries(shown.map(({ name, value }) => [name, value]));
  return { inputs, isComplete: shown.length === declared.length };
}

/** Creating the session again would ring the first party's phone. */
const ignoreExpiry: ImportedArgument = { name: "onExpiry", value: "ignore", source: "advised" };

function isApplicable(name: FieldName, session: ReportedArguments): boolean {
  return session.isPinAuthenticationRequired === true || !field(name).onlyWithPins;
}

function valueOf(session: ReportedArguments, name: FieldName): FieldValue | undefined {
  return reportedValue(session, name) ?? undefined;
}

function argument(name: FieldName, session: ReportedArguments): ImportedArgument | undefined {
  const value = valueOf(session, name);
  if (value === undefined) return unreportedArgument(name, session);
  if (isGeneratedPin(name, session)) return undefined;
  const isDefault = !field(name).secret && value === field(name).default;
  return isDefault ? undefined : { name, value, source: "shown" };
}

/** What must be declared although Plivo shows nothing of it. */
function unreportedArgument(name: FieldName, session: ReportedArguments): ImportedArgument | undefined {
  if (name === "sessionExpiry" && typeof session.duration === "number") {
    return { name, value: session.duration, source: "derived" };
  }
  if (name === "createSessionWithSingleParty" && hasSingleParty(session)) {
    return { name, value: true, source: "derived" };
  }
  return isRequired(name, session) ? { name, value: undefined, source: "not shown" } : undefined;
}

function isRequired(name: FieldName, session: ReportedArguments): boolean {
  if (name === "pinPromptPlay") return true;
  if (session.generatePin === true) return false;
  return (
    (name === "firstPartyPin" && valueOf(session, "firstParty") !== undefined) ||
    (name === "secondPartyPin" && valueOf(session, "secondParty") !== undefined)
  );
}

function hasSingleParty(session: ReportedArguments): boolean {
  return (["firstParty", "secondParty"] as const).some((name) => valueOf(session, name) === undefined);
}
