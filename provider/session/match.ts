import type { Session } from "../plivo";
import { field, fieldNames, type FieldName, type FieldValue, type SessionInputs } from "./fields";

/** Milliseconds of life that a session must have left to be worth taking over. */
export const minLifeLeftMs = 30_000;

/**
 * Whether a session is what a program declares, as far as it can never be changed: each create-only argument that Plivo
 * shows is equal, whether declared or left to a default that is certain. What Plivo does not show (`geomatch`,
 * `subaccount`) cannot be compared; a declared PIN that it does not show counts as another one.
 */
export function matches(inputs: SessionInputs, session: Session): boolean {
  return differences(inputs, session).length === 0;
}

/** The create-only arguments in which a session is not what a program declares. */
export function differences(inputs: SessionInputs, session: Session): FieldName[] {
  return fieldNames.filter((name) => {
    const { effect, sent } = field(name);
    if (!sent || (effect !== "replace" && effect !== "updateSingleParty")) return false;
    const shown = reportedValue(session, name);
    if (shown === undefined) return inputs[name] !== undefined && mustBeReported(name);
    if (effect === "updateSingleParty") return shown !== (inputs[name] ?? null);
    const declared = inputs[name] ?? field(name).default;
    return declared !== undefined && declared !== (shown ?? field(name).default);
  });
}

/** Whether an argument's value at Plivo can come to differ from the declared one. */
export function canDrift(name: FieldName, { createSessionWithSingleParty }: SessionInputs): boolean {
  const { effect } = field(name);
  return effect === "update" || (effect === "updateSingleParty" && createSessionWithSingleParty === true);
}

/** Whether Plivo may still connect calls over the session for long enough to take it over. */
export function hasEnoughLife({ status, expiryTime }: Session, now: number): boolean {
  if (status === "expired") return false;
  return typeof expiryTime !== "string" || Date.parse(expiryTime) - now >= minLifeLeftMs;
}

/** Parties and PINs say whose session it is. */
function mustBeReported(name: FieldName): boolean {
  return field(name).secret;
}

/** A session as far as it shows arguments. */
export type ReportedArguments = Omit<Session, "interaction">;

/** Undefined: Plivo does not report it; null: it is unset. */
export function reportedValue(session: ReportedArguments, name: FieldName): FieldValue | null | undefined {
  return (session as Readonly<Record<string, FieldValue | null | undefined>>)[name];
}
