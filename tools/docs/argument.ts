import type { Field } from "../../provider/session/fields.ts";
import { code } from "./markdown.ts";

/** The values that an argument takes, as a type. */
export function typeOf({ kind }: Field): string {
  if (kind === "boolean") return kind;
  if (typeof kind === "string") return "string";
  return kind.type === "integer" ? "number" : kind.values.map((value) => JSON.stringify(value)).join(" | ");
}

/** What a program's change of an argument does to a live session. */
export const changes: Readonly<Record<Field["effect"], string>> = {
  replace: "replaced",
  updateSingleParty: "replaced; with `createSessionWithSingleParty` updated in place",
  update: "updated in place",
  keep: "nothing is sent",
  adopt: "another UUID: replaced",
};

/** What taking an argument out of the program does. */
export function whatRemovalDoes(field: Field): string {
  if (field.effect === "adopt") return "nothing";
  if (field.effect !== "update") return field.default === undefined ? "as a change" : "as the default";
  if (field.default === undefined) return "no longer managed";
  return field.default === "" ? "cleared" : "reset to the default";
}

/** The value that an unset argument stands for. */
export function defaultOf({ default: value, effect, sent }: Field): string {
  if (value !== undefined) return value === "" ? "none" : code(JSON.stringify(value));
  return sent && effect === "update" ? "Plivo's own" : "none";
}
