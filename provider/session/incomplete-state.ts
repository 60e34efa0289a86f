import { field, fieldNames, type FieldName, type SessionInputs } from "./fields";
import type { Kind } from "./kinds";
import { identityNames, type SessionIdentity } from "./state";

/** A session's outputs in the state. A hand-written provider may have stored anything. */
export type StoredOutputs = Readonly<Record<string, unknown>>;

/** The usable values of an incomplete state. */
export type IncompleteState = SessionInputs & Partial<SessionIdentity>;

/** Marks a session that a refresh has read, but no update has compared with the program. */
export const incompleteMark = { incomplete: true } as const;

/**
 * The usable values of a state that this package did not write, or not completely: a hand-written provider's,
 * an edited one, or one of `pulumi import --file`. Undefined if the state is complete.
 *
 * A value counts only in the form in which this package stores it. Any other is unknown, not changed.
 *
 * @param writer if "another provider", the outputs do not tell who owns the session.
 */
export function incompleteState(
  outputs: StoredOutputs,
  writer: "this provider" | "another provider" = "this provider",
): IncompleteState | undefined {
  const isOurs = writer === "this provider";
  const isMarked = outputs["incomplete"] === true || outputs["external"] === true;
  const hasIdentity = isText(outputs["authId"]) && isText(outputs["sessionUuid"]);
  if (isOurs && hasIdentity && !isMarked) return undefined;
  const names = [
    ...fieldNames.filter((name) => isStorable(name, outputs[name])),
    ...(isOurs ? identityNamesIn(outputs) : []),
  ];
  return Object.fromEntries(names.map((name) => [name, outputs[name]]));
}

/** Whether the state is of a session that the stack declares, not one that `MaskingSession.get` reads. */
export function isDeclared({ sessionUuid, firstParty, secondParty }: StoredOutputs): boolean {
  return [sessionUuid, firstParty, secondParty].some((value) => value !== undefined);
}

function identityNamesIn(outputs: StoredOutputs) {
  return identityNames.filter((name) => isText(outputs[name]));
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

function isStorable(name: FieldName, value: unknown): boolean {
  return isOfKind(field(name).kind, value);
}

/** Whether a value has the stored form of a kind. It avoids the schemas, which a refresh does not load. */
function isOfKind(kind: Kind, value: unknown): boolean {
  if (kind === "boolean") return typeof value === "boolean";
  if (kind === "phoneNumber") return isText(value) && /^\+[1-9][0-9]{1,14}$/.test(value);
  if (kind === "pin") return isText(value) && /^[0-9]{4,15}$/.test(value);
  if (typeof kind === "string") return isText(value);
  if (kind.type === "oneOf") return isText(value) && kind.values.includes(value);
  return (
    Number.isSafeInteger(value) &&
    Number(value) >= kind.minimum &&
    Number(value) <= (kind.maximum ?? Infinity)
  );
}
