import type { Field } from "../../provider/session/fields.ts";

export function typeOf({ kind }: Field): string {
  if (kind === "boolean") return kind;
  if (typeof kind === "string") return "string";
  return kind.type === "integer" ? "number" : kind.values.map((value) => JSON.stringify(value)).join(" | ");
}

export const changeEffects: Readonly<Record<Field["effect"], string>> = {
  update: "Updates the session in place",
  updateSingleParty:
    "Replaces the session, or updates it if it was created with `createSessionWithSingleParty`",
  replace: "Replaces the session",
  adopt: "Replaces the session if the UUID is different",
  keep: "Sends nothing",
};
