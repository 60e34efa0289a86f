import type { FieldName } from "./fields";

/** What is wrong with the arguments of one resource. */
export interface Problem {
  /** The argument to correct. Undefined: there is no such argument. */
  readonly field?: FieldName;
  /** One plain sentence that begins with the argument's name, and never quotes its value. */
  readonly reason: string;
}

/** @param rule goes on after the argument's name. */
export function problem(field: FieldName, rule: string): Problem {
  return { field, reason: `${field} ${rule}` };
}
