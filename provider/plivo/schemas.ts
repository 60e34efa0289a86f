import { e164, withoutSeparators } from "../common/phone-number";
import { asObject, type JsonObject } from "./json";
import { isSessionUuid } from "./session-uuid";
import { isoTime } from "./time";
import { camelName, type CamelName } from "./wire-names";

/*
 * Attributes are read leniently: null and "" are "unset" and become null, and what cannot be read counts as not reported, so
 * that one odd attribute never hides a session. A missing key stays missing: "not reported".
 *
 * By hand, since every attribute is a rule of its own: a library of schemas adds 50 ms to the start of the provider's process, and
 * half of the time of a request.
 */

type Attribute = string | number | boolean;

function attribute<T>(parse: (value: Attribute) => T | undefined) {
  return (value: unknown): T | null | undefined => {
    if (value === null || value === "") return null;
    return isAttribute(value) ? parse(value) : undefined;
  };
}

function isAttribute(value: unknown): value is Attribute {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

const text = attribute((value) => String(value));
const flag = attribute((value) => {
  if (typeof value === "boolean") return value;
  const written = String(value).toLowerCase();
  return written === "true" ? true : written === "false" ? false : undefined;
});
// "-0" becomes 0, which is all that JSON, and so a state, can hold.
const number = attribute((value) =>
  Number.isSafeInteger(value) || isDecimal(value) ? Number(value) + 0 : undefined,
);
const amount = attribute((value) => (isDecimal(value) ? plainDecimal(String(value).trim()) : undefined));
const time = attribute((value) => isoTime(String(value)));
const phoneNumber = attribute((value) => {
  const written = String(value).trim();
  if (written === "") return undefined;
  const digits = /^\+?(\d+)$/.exec(withoutSeparators(written))?.[1];
  if (digits === undefined) return /^\d/.test(written) ? `+${written}` : written;
  // Bare digits are what Plivo dials: with a zero of national dialling among them, it is another number.
  return written.endsWith(digits) ? `+${digits}` : (e164(`+${digits}`) ?? `+${digits}`);
});

function isDecimal(value: Attribute): boolean {
  return (
    typeof value !== "boolean" && /^-?\d{1,30}(?:\.\d{1,30})?(?:e-?\d{1,2})?$/i.test(String(value).trim())
  );
}

/** A decimal number as text, since it is money; JSON's 1e-7 becomes 0.0000001. */
function plainDecimal(written: string): string {
  const [, sign = "", whole = "", fraction = "", exponent] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e(-?\d+))?$/i.exec(written) ?? [];
  if (exponent === undefined) return written;
  const shift = Number(exponent);
  const digits = `${"0".repeat(Math.max(0, -shift))}${whole}${fraction}${"0".repeat(Math.max(0, shift))}`;
  const point = Math.max(0, -shift) + whole.length + shift;
  const plain = `${digits.slice(0, point)}.${digits.slice(point)}`;
  return sign + plain.replace(/^0+(?=\d)/, "").replace(/\.?0*$/, "");
}

const interaction = {
  start_time: time,
  end_time: time,
  first_party_resource_url: text,
  second_party_resource_url: text,
  recording_resource_url: text,
  first_party_status: text,
  second_party_status: text,
  type: text,
  total_call_amount: amount,
  call_billed_duration: number,
  total_call_count: number,
  duration: number,
  auth_id: text,
};

/** The document names an object, its servers answer with an array; both become a list. */
function interactions(value: unknown): Interaction[] | null | undefined {
  if (value === null || value === "") return null;
  const list = (Array.isArray(value) ? value : [value]).map(asObject);
  return list.some((entry) => entry === undefined)
    ? undefined
    : list.map((entry = {}) => readAttributes<Interaction>(interactionReaders, entry, {}));
}

const session = {
  first_party: phoneNumber,
  second_party: phoneNumber,
  virtual_number: phoneNumber,
  status: text,
  initiate_call_to_first_party: flag,
  subaccount: text,
  session_expiry: number,
  call_time_limit: number,
  ring_timeout: number,
  callback_url: text,
  callback_method: text,
  record: flag,
  record_file_format: text,
  recording_callback_url: text,
  recording_callback_method: text,
  first_party_play_url: text,
  second_party_play_url: text,
  is_pin_authentication_required: flag,
  generate_pin: flag,
  generate_pin_length: number,
  first_party_pin: text,
  second_party_pin: text,
  pin_prompt_play: text,
  pin_retry: number,
  pin_retry_wait: number,
  incorrect_pin_play: text,
  unknown_caller_play: text,
  force_pin_authentication: flag,
  create_session_with_single_party: flag,
  virtual_number_cooloff_period: number,
  created_time: time,
  modified_time: time,
  expiry_time: time,
  last_interaction_time: time,
  duration: number,
  amount,
  total_call_count: number,
  total_call_amount: amount,
  total_call_billed_duration: number,
  total_session_amount: amount,
  interaction: interactions,
  resource_uri: text,
};

type Attributes<Table extends Readonly<Record<string, (value: unknown) => unknown>>> = {
  [Name in keyof Table as CamelName<Name & string>]?: ReturnType<Table[Name]>;
};

/** One conversation within a session. */
export type Interaction = Attributes<typeof interaction>;

/**
 * A session as Plivo reports it. A missing key was not reported; null is unset. Times are ISO 8601 in UTC, numbers E.164 with
 * "+", amounts decimal numbers as text, durations seconds.
 */
export type Session = { sessionUuid: string } & Attributes<typeof session>;

interface AttributeReader {
  readonly name: string;
  /** As the document writes it, and as it has been seen beside that; the document's wins. */
  readonly wire: string;
  readonly misspelt: string | undefined;
  readonly read: (value: unknown) => unknown;
}

const misspelt = new Map([
  ["pin_prompt_play", "pin_ prompt_play"],
  ["create_session_with_single_party", "create_session_with_single_Party"],
]);

const readersOf = (table: Readonly<Record<string, AttributeReader["read"]>>): AttributeReader[] =>
  Object.entries(table).map(([wire, read]) => ({
    name: camelName(wire),
    wire,
    misspelt: misspelt.get(wire),
    read,
  }));

const sessionReaders = readersOf(session);
const interactionReaders = readersOf(interaction);

/** The names of everything that a session, and an interaction, can report. */
export const sessionNames = ["sessionUuid", ...sessionReaders.map(({ name }) => name)] as (keyof Session)[];
export const interactionNames = interactionReaders.map(({ name }) => name) as (keyof Interaction)[];

/** Adds to an object what is reported. */
function readAttributes<T extends object>(readers: readonly AttributeReader[], wire: JsonObject, into: T): T {
  const attributes = into as Record<string, unknown>;
  for (const { name, wire: documented, misspelt: other, read } of readers) {
    const written = wire[documented] === undefined && other !== undefined ? wire[other] : wire[documented];
    const value = written === undefined ? undefined : read(written);
    if (value !== undefined) attributes[name] = value;
  }
  return into;
}

/** Reads a session object; undefined where it has no UUID or is no object. */
export function readSession(value: unknown): Session | undefined {
  const wire = asObject(value);
  const sessionUuid = wire?.["session_uuid"];
  if (wire === undefined || !isSessionUuid(sessionUuid)) return undefined;
  return readAttributes<Session>(sessionReaders, wire, { sessionUuid });
}

/** So many take hours to be listed: a total above that tells nothing. */
const mostSessions = 20_000_000;

/** What a page says of itself. */
export function readMeta(value: unknown) {
  const { total_count, next } = asObject(value) ?? {};
  const total = number(total_count) ?? -1;
  const isCredible = total >= 0 && total <= mostSessions;
  return { totalCount: isCredible ? total : undefined, hasNext: typeof text(next) === "string" };
}
