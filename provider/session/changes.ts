import { e164 } from "../common/phone-number";
import {
  field,
  fieldNames,
  type Effect,
  type FieldName,
  type FieldValue,
  type SessionInputs,
} from "./fields";
import { declaredInputs, type SessionState } from "./state";
import { unknownInput } from "./unknown";

/** An argument that differs in meaning between the state and the program. */
export interface Change {
  readonly name: FieldName;
  readonly from: FieldValue | undefined;
  /** Undefined: removed from the program. */
  readonly to: FieldValue | undefined;
  readonly effect: Exclude<Effect, "updateSingleParty" | "adopt">;
}

/** The arguments that differ, in the table's order. Declaring or removing a default is no change. */
export function changes(state: SessionState, news: SessionInputs): Change[] {
  const olds = declaredInputs(state);
  return fieldNames
    .filter((name) => meaning(name, olds[name]) !== meaning(name, news[name]))
    .map((name) => ({ name, from: olds[name], to: news[name], effect: effectOf(name, state, news) }));
}

/** Absent means the default, except for an updatable field: it is then not managed. */
function meaning(name: FieldName, value: FieldValue | undefined): FieldValue | undefined {
  return field(name).effect === "update" ? value : (value ?? field(name).default);
}

/** An update can set the parties of a single-party session, but not remove one, so removing one replaces. */
function effectOf(name: FieldName, olds: SessionState, news: SessionInputs): Change["effect"] {
  const { effect } = field(name);
  if (effect === "adopt") return isAnother(news.adoptSessionUuid, olds.sessionUuid) ? "replace" : "keep";
  if (effect !== "updateSingleParty") return effect;
  const { createSessionWithSingleParty } = olds;
  return createSessionWithSingleParty === true && news[name] !== undefined ? "update" : "replace";
}

function isAnother(adoptSessionUuid: string | undefined, sessionUuid: string): boolean {
  return adoptSessionUuid !== undefined && adoptSessionUuid !== sessionUuid;
}

/**
 * The value that an update sends for a change: the new one, or the default of a removed argument.
 *
 * Undefined if nothing is sent: the session has the default, or the default is unknown.
 */
export function valueToSend(change: Change): FieldValue | undefined {
  if (change.effect !== "update") return undefined;
  if (change.to !== undefined) return change.to;
  const value = field(change.name).default;
  return value === change.from ? undefined : value;
}

/** Whether the new value of any change is unknown in a preview. */
export function hasUnknown(list: readonly Change[]): boolean {
  return list.some((change) => (change.to as unknown) === unknownInput);
}

/** Whether both are the same number, which an earlier release sent with a digit of national dialling. */
export function isMisdialled({ name, from, to }: Pick<Change, "name" | "from" | "to">): boolean {
  return field(name).kind === "phoneNumber" && typeof from === "string" && e164(from) === to;
}
