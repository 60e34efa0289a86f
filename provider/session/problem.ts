import type { FieldName } from "./fields";

/** A problem of one resource's arguments. */
export interface Problem {
  /** The argument to correct. Undefined if it does not exist. */
  readonly field?: FieldName;
  /** It begins with the argument's name, and never quotes its value, which may be secret. */
  readonly reason: string;
}

/** @param rule the sentence after the argument's name. */
export function problem(field: FieldName, rule: string): Problem {
  return { field, reason: `${field} ${rule}` };
}
