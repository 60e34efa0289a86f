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

/** One argument whose meaning differs between the state and the program. */
export interface Change {
  readonly name: FieldName;
  readonly from: FieldValue | undefined;
  /** Undefined: removed from the program. */
  readonly to: FieldValue | undefined;
  readonly effect: Exclude<Effect, "updateSingleParty" | "adopt">;
}

/** Every argument in which the program differs from the state, in the table's order. Defaults written down or removed are no change. */
export function changes(state: SessionState, news: SessionInputs): Change[] {
  const olds = declaredInputs(state);
  return fieldNames
    .filter((name) => meaning(name, olds[name]) !== meaning(name, news[name]))
    .map((name) => ({ name, from: olds[name], to: news[name], effect: effectOf(name, state, news) }));
}

/** Absent equals the certain default, but for an updatable field: there, absent means "not managed". */
function meaning(name: FieldName, value: FieldValue | undefined): FieldValue | undefined {
  return field(name).effect === "update" ? value : (value ?? field(name).default);
}

/**
 * The document lets the parties of a single-party session be set by an update. It offers no way to take one away
 * again, so that replaces.
 */
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
 * What an update sends for a change: the new value, or for a removed argument its certain default where the session has
 * another value. Undefined: nothing, the argument just stops being managed.
 */
export function valueToSend(change: Change): FieldValue | undefined {
  if (change.effect !== "update") return undefined;
  if (change.to !== undefined) return change.to;
  const value = field(change.name).default;
  return value === change.from ? undefined : value;
}

/** Whether any change is to a value that is known only after an update. */
export function hasUnknown(list: readonly Change[]): boolean {
  return list.some((change) => (change.to as unknown) === unknownInput);
}

/** Whether both sides are one number, which an earlier release sent with a digit of national dialling. */
export function isMisdialled({ name, from, to }: Pick<Change, "name" | "from" | "to">): boolean {
  return field(name).kind === "phoneNumber" && typeof from === "string" && e164(from) === to;
}
