import { formatTimestamp } from "../common/timestamps";
import { statusAt, type Session } from "./session";
import { fieldsWith, rowOf, type FieldsWith, type FieldValue } from "./session-fields";
import type { Switches } from "./switches";

/**
 * The known shapes of Plivo's responses:
 * "document": the keys of the document's examples, without the play URLs and most PIN keys.
 * "full": all keys; unset texts are "", PIN settings are null without PIN authentication (SDK fixtures).
 * "nulls": all keys; everything unset is null.
 */
export type Shape = "document" | "full" | "nulls";

export const shapes: readonly Shape[] = ["document", "full", "nulls"];

type ResponseField = FieldsWith<"response">;

/** Times are texts; all else is as stored. */
type WireValue<Name extends ResponseField> =
  Name extends FieldsWith<"kind", "time">
    ? string | Extract<FieldValue<Name>, null>
    : Name extends FieldsWith<"storage", "computed">
      ? string
      : FieldValue<Name>;

/** A session with all known keys of the API's responses. Times are `YYYY-MM-DD HH:MM:SS +0000 UTC`. */
export type WireSession = { -readonly [Name in ResponseField]: WireValue<Name> };

/** The fields with a position in this column, in order. */
function fieldsInOrder<Column extends "response" | "pinExample" | "control">(
  column: Column,
): FieldsWith<Column>[] {
  return fieldsWith(column).sort((one, other) => (rowOf(one)[column] ?? 0) - (rowOf(other)[column] ?? 0));
}

const keys = fieldsInOrder("response");
const controlKeys = fieldsInOrder("control");

/** The number of keys in the document's example of a session without PINs. */
const exampleKeyCount = 25;
const exampleKeys = keys.slice(0, exampleKeyCount);
const pinExampleKeys = [...exampleKeys, ...fieldsInOrder("pinExample")];

function show(session: Session, name: ResponseField, now: number): unknown {
  if (name === "status") return statusAt(session, now);
  const value = session[name];
  return rowOf(name).kind === "time" && typeof value === "number" ? formatTimestamp(value) : value;
}

/** The session with all keys, unset ones null. */
function nullsSession(session: Session, now: number): WireSession {
  return Object.fromEntries(keys.map((name) => [name, show(session, name, now)])) as WireSession;
}

/** The session with all keys as in Plivo's fixtures. */
function fullSession(session: Session, now: number): WireSession {
  const shown = keys.map((name) => {
    const { unset = null, unsetWithPins = null } = rowOf(name);
    const instead = session.is_pin_authentication_required ? (unsetWithPins ?? unset) : unset;
    return [name, show(session, name, now) ?? instead] as const;
  });
  return Object.fromEntries(shown) as WireSession;
}

/** A session for the controls: all keys of the API's responses, and those that no response has. */
export interface ControlledSession extends WireSession, Pick<Session, FieldsWith<"control">> {}

export function controlledSession(session: Session, now: number): ControlledSession {
  const hidden = controlKeys.map((name) => [name, session[name]] as const);
  return { ...fullSession(session, now), ...Object.fromEntries(hidden) } as ControlledSession;
}

function documentSession(session: Session, now: number): Partial<WireSession> {
  const wire = fullSession(session, now);
  const keys = session.is_pin_authentication_required ? pinExampleKeys : exampleKeys;
  return Object.fromEntries(keys.map((key) => [key, wire[key]]));
}

const amounts: readonly string[] = fieldsWith("kind", "amount");

/** Amounts as texts with five decimals, also in interactions. */
function withTextAmounts(members: object): Record<string, unknown> {
  const entries = Object.entries(members).map(([name, value]: [string, unknown]) => {
    if (amounts.includes(name)) return [name, Number(value).toFixed(5)] as const;
    if (name !== "interaction" || !Array.isArray(value)) return [name, value] as const;
    return [name, value.map((one: object) => withTextAmounts(one))] as const;
  });
  return Object.fromEntries(entries);
}

/** The form of sessions in responses. */
export interface ResponseForm {
  readonly shape: Shape;
  readonly switches: Pick<Switches, "amounts" | "missingParty" | "pinsShown">;
}

/** The kind of response: to a create, another one with a single session, or a list. */
type Place = "create" | "single" | "list";

const pinPlaces: Readonly<Record<Switches["pinsShown"], readonly Place[]>> = {
  everywhere: ["create", "single", "list"],
  "not-in-lists": ["create", "single"],
  "in-create": ["create"],
};
const pinFields = fieldsWith("kind", "pin");
const parties = ["first_party", "second_party"] as const;

/** The keys that this response omits, and those that it shows as null. */
function hiddenKeys(session: Session, place: Place, { missingParty, pinsShown }: ResponseForm["switches"]) {
  const missing = parties.filter((party) => session[party] === null);
  const pins = pinPlaces[pinsShown].includes(place) ? [] : pinFields;
  return {
    absent: missingParty === "absent" ? [...pins, ...missing] : pins,
    nulls: missingParty === "null" ? missing : [],
  };
}

/** The session in a response. */
export function wireSession(
  session: Session,
  now: number,
  { shape, switches }: ResponseForm,
  place: Place = "single",
): Record<string, unknown> {
  const shapes = { document: documentSession, full: fullSession, nulls: nullsSession };
  const shaped = shapes[shape](session, now);
  const wire: Record<string, unknown> = switches.amounts === "text" ? withTextAmounts(shaped) : { ...shaped };
  const { absent, nulls } = hiddenKeys(session, place, switches);
  for (const name of nulls) wire[name] = null;
  for (const name of absent) Reflect.deleteProperty(wire, name);
  return wire;
}

/** The session in a list: sorted keys, and the resource's path. */
export function wireListRow(session: Session, now: number, form: ResponseForm): Record<string, unknown> {
  const row: Record<string, unknown> = {
    ...wireSession(session, now, form, "list"),
    resource_uri: `/v1/Account/${session.auth_id}/Masking/Session/${session.session_uuid}/`,
  };
  const keys = Object.keys(row).sort();
  return Object.fromEntries(keys.map((key) => [key, row[key]]));
}
