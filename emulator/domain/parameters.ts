import { rightName } from "./misspelt-names";
import { refusals } from "./refusals";
import type { Switches } from "./switches";

/**
 * One parameter of the API.
 * `update`: whether the update call takes it always, only for single-party sessions, or never.
 * `zeroUnset`: 0 means "not set", as SDKs send it for what their caller left out.
 * `clamps`: with the switch `outOfRange` a value out of range becomes the nearest bound.
 */
export type Parameter = { readonly update: "always" | "single-party" | "never" } & (
  | { readonly kind: "phone" | "boolean" | "url" | "audio" | "pin" | "text" }
  | {
      readonly kind: "integer";
      readonly min: number;
      readonly max: number;
      readonly zeroUnset?: boolean;
      readonly clamps?: boolean;
    }
  | { readonly kind: "choice"; readonly values: readonly string[] }
);

const DAY = 86_400;
const HTTP_METHODS = ["GET", "POST"];

/** The document's create arguments, in its order: the one table behind validation, updates and the controls. */
export const PARAMETERS = {
  first_party: { kind: "phone", update: "single-party" },
  second_party: { kind: "phone", update: "single-party" },
  geomatch: { kind: "boolean", update: "never" },
  subaccount: { kind: "text", update: "never" },
  session_expiry: { kind: "integer", min: 60, max: DAY, zeroUnset: true, clamps: true, update: "always" },
  call_time_limit: { kind: "integer", min: 60, max: DAY, zeroUnset: true, clamps: true, update: "always" },
  ring_timeout: { kind: "integer", min: 1, max: DAY, zeroUnset: true, update: "always" },
  initiate_call_to_first_party: { kind: "boolean", update: "never" },
  callback_url: { kind: "url", update: "always" },
  callback_method: { kind: "choice", values: HTTP_METHODS, update: "always" },
  record: { kind: "boolean", update: "always" },
  recording_callback_url: { kind: "url", update: "always" },
  record_file_format: { kind: "choice", values: ["mp3", "wav"], update: "always" },
  recording_callback_method: { kind: "choice", values: HTTP_METHODS, update: "always" },
  first_party_play_url: { kind: "url", update: "always" },
  second_party_play_url: { kind: "url", update: "always" },
  is_pin_authentication_required: { kind: "boolean", update: "never" },
  generate_pin: { kind: "boolean", update: "never" },
  generate_pin_length: { kind: "integer", min: 4, max: 15, update: "never" },
  first_party_pin: { kind: "pin", update: "never" },
  second_party_pin: { kind: "pin", update: "never" },
  pin_prompt_play: { kind: "audio", update: "never" },
  pin_retry: { kind: "integer", min: 0, max: 5, update: "never" },
  pin_retry_wait: { kind: "integer", min: 5, max: 10, update: "never" },
  incorrect_pin_play: { kind: "audio", update: "never" },
  unknown_caller_play: { kind: "audio", update: "never" },
  force_pin_authentication: { kind: "boolean", update: "never" },
  create_session_with_single_party: { kind: "boolean", update: "never" },
  virtual_number_cooloff_period: { kind: "integer", min: 0, max: 3600, zeroUnset: true, update: "never" },
} as const satisfies Record<string, Parameter>;

export type ParameterName = keyof typeof PARAMETERS;

interface KindTypes {
  phone: string;
  text: string;
  url: string;
  audio: string;
  pin: string;
  choice: string;
  integer: number;
  boolean: boolean;
}

/** The parameters that a request sent: absent, null, and a 0 or "" that means "not set" are left out. */
export type SentParameters = {
  -readonly [Name in ParameterName]?: KindTypes[(typeof PARAMETERS)[Name]["kind"]];
};

export function isParameterName(name: string): name is ParameterName {
  return Object.hasOwn(PARAMETERS, name);
}

/** A text that says something; null for an absent or empty one. */
export function filled(text: string | undefined): string | null {
  return text === undefined || text === "" ? null : text;
}

const E164 = /^\+?[1-9]\d{6,14}$/;
const PIN = /^\d{4,15}$/;
const URL_LENGTH = 1000;

/** A number as the API stores it: digits only. Throws the API's refusal for anything but E.164. */
function readPhone(name: string, value: unknown): string {
  if (typeof value !== "string" || !E164.test(value)) throw refusals.phoneNumber(name);
  return value.replace("+", "");
}

/** How parameters are read. */
export interface Reading {
  readonly strict: boolean;
  readonly switches: Switches;
}

/** An integer, also as a text of digits. */
function toInteger(value: unknown, { numbersAsText }: Switches): unknown {
  if (numbersAsText === "refuse" || typeof value !== "string" || !/^\d{1,15}$/.test(value)) return value;
  return Number(value);
}

type IntegerParameter = Extract<Parameter, { kind: "integer" }>;

function readInteger(name: string, parameter: IntegerParameter, value: unknown, switches: Switches): number {
  const { min, max } = parameter;
  if (typeof value !== "number" || !Number.isInteger(value)) throw refusals.notInteger(name);
  if (value >= min && value <= max) return value;
  if (switches.outOfRange === "clamp" && parameter.clamps) return value < min ? min : max;
  throw refusals.outOfRange(name);
}

function readUrl(name: string, value: unknown): string {
  if (typeof value !== "string") throw refusals.url(name);
  if (value.length >= URL_LENGTH) throw refusals.urlTooLong(name);
  if (value !== "" && !/^https?:$/.test(URL.parse(value)?.protocol ?? "")) throw refusals.url(name);
  return value;
}

function readAudioUrl(name: string, value: unknown, { audioFiles }: Switches): string {
  const url = readUrl(name, value);
  const isAudio = url === "" || audioFiles === "any" || /\.(mp3|wav)$/i.test(new URL(url).pathname);
  if (!isAudio) throw refusals.audioFile(name);
  return url;
}

/** Whether a sent value says nothing: null always; 0, and "" for parties and accounts, where they mean "not set". */
function saysNothing(parameter: Parameter, value: unknown): boolean {
  if (value === null || value === undefined) return true;
  if (parameter.kind === "integer") return parameter.zeroUnset === true && value === 0;
  return value === "" && (parameter.kind === "phone" || parameter.kind === "text");
}

function readValue(
  name: string,
  parameter: Parameter,
  value: unknown,
  switches: Switches,
): string | number | boolean {
  switch (parameter.kind) {
    case "phone":
      return readPhone(name, value);
    case "integer":
      return readInteger(name, parameter, value, switches);
    case "url":
      return readUrl(name, value);
    case "audio":
      return readAudioUrl(name, value, switches);
    case "boolean":
      if (typeof value !== "boolean") throw refusals.choices(name, ["true", "false"]);
      return value;
    case "choice":
      if (!parameter.values.some((allowed) => allowed === value))
        throw refusals.choices(name, parameter.values);
      return String(value);
    case "pin":
      if (typeof value !== "string" || !PIN.test(value)) throw refusals.pin(name);
      return value;
    case "text":
      if (typeof value !== "string") throw refusals.notString(name);
      return value;
  }
}

/** A parameter's value by the table; undefined if it says "not set". Throws the API's refusal of a wrong one. */
function readParameter(
  name: ParameterName,
  sent: unknown,
  switches: Switches,
): string | number | boolean | undefined {
  const parameter: Parameter = PARAMETERS[name];
  const value = parameter.kind === "integer" ? toInteger(sent, switches) : sent;
  return saysNothing(parameter, value) ? undefined : readValue(name, parameter, value, switches);
}

/** Java's SDK sends this beside is_pin_authentication_required, which alone counts. */
const EXTRA_NAMES = ["pin_authentication_required"];

/**
 * A body under the parameters' own names: case does not matter unless the switch `caseOfNames` says so. Strict, an unknown name is refused;
 * lenient, a misspelt one counts as the one that is meant, and others are left out.
 * @param tolerated further names that pass unread
 */
export function nameParameters(
  body: object,
  tolerated: readonly string[],
  { strict, switches }: Reading,
): Map<ParameterName, unknown> {
  const named = new Map<ParameterName, unknown>();
  const misspelt = new Map<ParameterName, unknown>();
  for (const [sentName, value] of Object.entries(body)) {
    const name = switches.caseOfNames === "any" ? sentName.toLowerCase() : sentName;
    if (isParameterName(name)) {
      named.set(name, value);
      continue;
    }
    if (tolerated.includes(name) || EXTRA_NAMES.includes(name)) continue;
    const right = rightName(name);
    if (strict) throw right === undefined ? refusals.unknown(sentName) : refusals.misspelt(name, right);
    if (right !== undefined && isParameterName(right)) misspelt.set(right, value);
  }
  return new Map([...misspelt, ...named]);
}

/** Reads named parameters by the table, and refuses the first wrong one. */
export function readParameters(
  named: ReadonlyMap<ParameterName, unknown>,
  switches: Switches,
): SentParameters {
  const sent: Record<string, string | number | boolean> = {};
  for (const [name, given] of named) {
    const value = readParameter(name, given, switches);
    if (value !== undefined) sent[name] = value;
  }
  return sent;
}
