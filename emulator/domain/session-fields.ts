import type { KindTypes, SessionField } from "./session-field";

const day = 86_400;
const seconds = { kind: "integer", min: 60, max: day, zeroUnset: true, clamps: true } as const;
const method = { kind: "choice", values: ["GET", "POST"], default: "POST" } as const;
const urlOrNone = { kind: "url", nullable: true, unset: "" } as const;
const pin = { kind: "pin", nullable: true, needsPins: true, unsetWithPins: "" } as const;
const amount = { kind: "amount", default: 0 } as const;
const count = { kind: "number", default: 0 } as const;

/**
 * The fields of a session. Requests, filters, responses, the data file, the controls and the console's form
 * derive from this table. The form uses its order; the arguments are in the document's order.
 */
export const sessionFields = {
  session_uuid: { kind: "text", storage: "fixed", response: 6 },
  /** The account that owns the session. */
  auth_id: { kind: "text", storage: "fixed", control: 1 },
  /** The order of creation among all sessions. */
  sequence: { kind: "number", storage: "internal" },
  status: {
    kind: "choice",
    values: ["active", "in-progress", "expired"],
    storage: "computed",
    filter: "status",
    response: 4,
  },
  /** The status while the session is live. Null is "active". */
  live_status: { kind: "text", nullable: true, storage: "internal" },
  virtual_number: { kind: "phone", filter: "equal", response: 3 },
  /** With a single party: the last number that was connected to it. Null before the first. */
  last_caller: { kind: "phone", nullable: true, control: 5 },

  first_party: {
    kind: "phone",
    nullable: true,
    update: "single-party",
    filter: "equal",
    unset: "",
    response: 1,
  },
  second_party: {
    kind: "phone",
    nullable: true,
    update: "single-party",
    filter: "equal",
    unset: "",
    response: 2,
  },
  geomatch: { kind: "boolean", default: true, update: "never", control: 3 },
  subaccount: { kind: "text", nullable: true, update: "never", filter: "equal", control: 4 },
  session_expiry: { ...seconds, default: 1800, defaultByText: 3600, update: "always", control: 2 },
  call_time_limit: { ...seconds, default: 14_400, defaultByText: 3600, update: "always", response: 14 },
  ring_timeout: {
    kind: "integer",
    min: 1,
    max: day,
    zeroUnset: true,
    default: 45,
    defaultByText: 120,
    update: "always",
    response: 15,
  },
  initiate_call_to_first_party: { kind: "boolean", default: false, update: "never", response: 5 },
  callback_url: { ...urlOrNone, update: "always", response: 7 },
  callback_method: { ...method, update: "always", response: 8 },
  record: { kind: "boolean", default: false, update: "always", response: 16 },
  recording_callback_url: { ...urlOrNone, update: "always", response: 18 },
  record_file_format: {
    kind: "choice",
    values: ["mp3", "wav"],
    default: "mp3",
    update: "always",
    response: 17,
  },
  recording_callback_method: { ...method, update: "always", response: 19 },
  first_party_play_url: { ...urlOrNone, update: "always", response: 26 },
  second_party_play_url: { ...urlOrNone, update: "always", response: 27 },
  is_pin_authentication_required: {
    kind: "boolean",
    default: false,
    update: "never",
    response: 28,
    pinExample: 3,
  },
  generate_pin: {
    kind: "boolean",
    nullable: true,
    needsPins: true,
    default: false,
    update: "never",
    response: 29,
    pinExample: 4,
  },
  generate_pin_length: {
    kind: "integer",
    min: 4,
    max: 15,
    nullable: true,
    needsPins: true,
    default: 4,
    update: "never",
    response: 30,
    pinExample: 5,
  },
  first_party_pin: { ...pin, update: "never", response: 31, pinExample: 1 },
  second_party_pin: { ...pin, update: "never", response: 32, pinExample: 2 },
  pin_prompt_play: { kind: "audio", nullable: true, needsPins: true, update: "never", response: 33 },
  pin_retry: {
    kind: "integer",
    min: 0,
    max: 5,
    nullable: true,
    needsPins: true,
    default: 1,
    update: "never",
    response: 34,
  },
  pin_retry_wait: {
    kind: "integer",
    min: 5,
    max: 10,
    nullable: true,
    needsPins: true,
    default: 5,
    update: "never",
    response: 35,
  },
  incorrect_pin_play: {
    kind: "audio",
    nullable: true,
    needsPins: true,
    update: "never",
    unsetWithPins: "",
    response: 36,
  },
  unknown_caller_play: { kind: "audio", nullable: true, update: "never", unset: "", response: 37 },
  force_pin_authentication: {
    kind: "boolean",
    nullable: true,
    needsPins: true,
    default: false,
    update: "never",
    unset: false,
    response: 40,
  },
  create_session_with_single_party: {
    kind: "boolean",
    nullable: true,
    update: "never",
    unset: false,
    response: 38,
  },
  virtual_number_cooloff_period: {
    kind: "integer",
    min: 0,
    max: 3600,
    zeroUnset: true,
    nullable: true,
    update: "never",
    unset: 0,
    response: 39,
  },

  created_time: { kind: "time", filter: "compare", response: 9 },
  modified_time: { kind: "time", response: 10 },
  expiry_time: { kind: "time", filter: "compare", response: 11 },
  last_interaction_time: { kind: "time", nullable: true, unset: "", response: 25 },
  /** Seconds from created_time to expiry_time. */
  duration: { kind: "number", filter: "compare", response: 12 },
  amount: { ...amount, response: 13 },
  total_call_amount: { ...amount, response: 21 },
  total_session_amount: { ...amount, response: 24 },
  total_call_count: { ...count, response: 22 },
  total_call_billed_duration: { ...count, response: 23 },
  /** The SequenceNumber of the latest callback. 0 before the first. */
  callback_sequence: { ...count, control: 6 },
  interaction: { kind: "interactions", nullable: true, response: 20 },
} as const satisfies Record<string, SessionField>;

type Rows = typeof sessionFields;

export type FieldName = keyof Rows;

/** The fields with this column, or this value in it. */
export type FieldsWith<Column extends keyof SessionField, Value = unknown> = {
  [Name in FieldName]: Rows[Name] extends Record<Column, Value> ? Name : never;
}[FieldName];

/** The type of a field. Includes null if it can be unset. */
export type FieldValue<Name extends FieldName> =
  KindTypes[Rows[Name]["kind"]] | (Rows[Name] extends { nullable: true } ? null : never);

export function rowOf(name: FieldName): SessionField {
  return sessionFields[name];
}

export function isFieldName(name: string): name is FieldName {
  return Object.hasOwn(sessionFields, name);
}

const names = Object.keys(sessionFields).filter(isFieldName);

/** The names of the fields with this column, or this value in it, in the table's order. */
export function fieldsWith<Column extends keyof SessionField>(column: Column): FieldsWith<Column>[];
export function fieldsWith<Column extends keyof SessionField, Value extends SessionField[Column]>(
  column: Column,
  value: Value,
): FieldsWith<Column, Value>[];
export function fieldsWith(column: keyof SessionField, value?: unknown): FieldName[] {
  const has = (name: FieldName) => {
    const held = rowOf(name)[column];
    return value === undefined ? held !== undefined : held === value;
  };
  return names.filter(has);
}

export type StoredName = Exclude<FieldName, FieldsWith<"storage", "computed">>;

/** The names of the stored fields. */
export const storedNames = names.filter((name) => rowOf(name).storage !== "computed") as StoredName[];
