/** The kinds of arguments, as plain data: a program and a diff do not load the schemas of `values.ts`. */
export type Kind =
  | "accountName"
  | "audioUrl"
  | "boolean"
  | "phoneNumber"
  | "pin"
  | "text"
  | "time"
  | "uuid"
  | "webUrl"
  | { readonly type: "integer"; readonly minimum: number; readonly maximum?: number }
  | { readonly type: "oneOf"; readonly values: readonly [string, ...string[]] };

/** The type of the values of a kind. */
export type ValueOf<K extends Kind> = K extends "boolean"
  ? boolean
  : K extends { readonly type: "integer" }
    ? number
    : K extends { readonly values: readonly (infer Value)[] }
      ? Value
      : string;

/** A whole number in Plivo's unit: for durations, seconds. */
export function integer(minimum: number, maximum?: number) {
  return { type: "integer", minimum, ...(maximum === undefined ? {} : { maximum }) } as const;
}

export function oneOf<const Values extends readonly [string, ...string[]]>(values: Values) {
  return { type: "oneOf", values } as const;
}
