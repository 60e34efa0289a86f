import { field, fieldNames, type FieldName, type FieldValue, type SessionInputs } from "./fields";
import { reportedValue, type ReportedSession } from "./match";
import { isGeneratedPin } from "./state";

/** An argument that a program must declare to import a session without a change. */
export interface ImportedArgument {
  readonly name: FieldName;
  /** Undefined if Plivo does not report it. */
  readonly value: FieldValue | undefined;
  /** `derived`: from another attribute; `advised`: an argument of this provider. */
  readonly source: "shown" | "derived" | "advised" | "not shown";
}

/** The arguments that an import needs. */
export interface ImportRequirements {
  readonly arguments: readonly ImportedArgument[];
  /** Arguments that the session may have, but Plivo does not report. */
  readonly notShown: readonly FieldName[];
}

/** The arguments that differ from a default. Others need no declaration, because they are not managed. */
export function importedArguments(session: ReportedSession): ImportRequirements {
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

/** The inputs of an imported session, and whether Plivo reports all that a program must declare. */
export function importedInputs(session: ReportedSession): { inputs: SessionInputs; isComplete: boolean } {
  const declared = importedArguments(session).arguments;
  const reported = declared.filter(({ value }) => value !== undefined);
  const inputs = Object.fromEntries(reported.map(({ name, value }) => [name, value]));
  return { inputs, isComplete: reported.length === declared.length };
}

/** Creating the session again would ring the first party's phone. */
const ignoreExpiry: ImportedArgument = { name: "onExpiry", value: "ignore", source: "advised" };

function isApplicable(name: FieldName, session: ReportedSession): boolean {
  return session.isPinAuthenticationRequired === true || !field(name).onlyWithPins;
}

function valueOf(session: ReportedSession, name: FieldName): FieldValue | undefined {
  return reportedValue(session, name) ?? undefined;
}

function argument(name: FieldName, session: ReportedSession): ImportedArgument | undefined {
  const value = valueOf(session, name);
  if (value === undefined) return unreportedArgument(name, session);
  if (isGeneratedPin(name, session)) return undefined;
  const isDefault = !field(name).secret && value === field(name).default;
  return isDefault ? undefined : { name, value, source: "shown" };
}

/** An argument that must be declared although Plivo does not report it. */
function unreportedArgument(name: FieldName, session: ReportedSession): ImportedArgument | undefined {
  if (name === "sessionExpiry" && typeof session.duration === "number") {
    return { name, value: session.duration, source: "derived" };
  }
  if (name === "createSessionWithSingleParty" && hasSingleParty(session)) {
    return { name, value: true, source: "derived" };
  }
  return isRequired(name, session) ? { name, value: undefined, source: "not shown" } : undefined;
}

function isRequired(name: FieldName, session: ReportedSession): boolean {
  if (name === "pinPromptPlay") return true;
  if (session.generatePin === true) return false;
  return (
    (name === "firstPartyPin" && valueOf(session, "firstParty") !== undefined) ||
    (name === "secondPartyPin" && valueOf(session, "secondParty") !== undefined)
  );
}

function hasSingleParty(session: ReportedSession): boolean {
  return (["firstParty", "secondParty"] as const).some((name) => valueOf(session, name) === undefined);
}
