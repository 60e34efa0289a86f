import type { Session } from "../plivo";
import { minLifeLeftMs } from "./expiry";
import { field, fieldNames, type FieldName, type FieldValue, type SessionInputs } from "./fields";

/**
 * Whether a session has the create-only arguments that a program declares, or their known defaults.
 *
 * Arguments that Plivo does not report (`geomatch`, `subaccount`) are not compared. A declared PIN that it
 * does not report counts as different.
 */
export function matches(inputs: SessionInputs, session: Session): boolean {
  return differences(inputs, session).length === 0;
}

/** The create-only arguments that differ between a session and a program. */
export function differences(inputs: SessionInputs, session: Session): FieldName[] {
  return fieldNames.filter((name) => {
    const { effect, sent } = field(name);
    if (!sent || (effect !== "replace" && effect !== "updateSingleParty")) return false;
    const reported = reportedValue(session, name);
    if (reported === undefined) return inputs[name] !== undefined && mustBeReported(name);
    if (effect === "updateSingleParty") return reported !== (inputs[name] ?? null);
    const declared = inputs[name] ?? field(name).default;
    return declared !== undefined && declared !== (reported ?? field(name).default);
  });
}

/** Whether someone else can change an argument's value at Plivo. */
export function canDrift(name: FieldName, { createSessionWithSingleParty }: SessionInputs): boolean {
  const { effect } = field(name);
  return effect === "update" || (effect === "updateSingleParty" && createSessionWithSingleParty === true);
}

/** Whether a session lives long enough to adopt it. */
export function hasEnoughLife({ status, expiryTime }: Session, now: number): boolean {
  if (status === "expired") return false;
  return typeof expiryTime !== "string" || Date.parse(expiryTime) - now >= minLifeLeftMs;
}

/** Parties and PINs identify the session. */
function mustBeReported(name: FieldName): boolean {
  return field(name).secret;
}

/** A session as Plivo reports it, without its calls. */
export type ReportedSession = Omit<Session, "interaction">;

/** An argument's value at Plivo. Undefined if Plivo does not report it, null if it is unset. */
export function reportedValue(session: ReportedSession, name: FieldName): FieldValue | null | undefined {
  return (session as Readonly<Record<string, FieldValue | null | undefined>>)[name];
}
