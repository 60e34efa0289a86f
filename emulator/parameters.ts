import { refusals } from "./errors";

/**
 * One parameter of the API.
 * `update`: whether the update call takes it always, only for single-party sessions, or never.
 * `zeroUnset`: 0 means "not set", as SDKs send it for what their caller left out.
 */
export type Parameter = { readonly update: "always" | "single-party" | "never" } & (
  | { readonly kind: "phone" | "boolean" | "url" | "audio" | "pin" | "text" }
  | {
      readonly kind: "integer";
      readonly min: number;
      readonly max: number;
      readonly zeroUnset?: boolean;
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
  session_expiry: { kind: "integer", min: 60, max: DAY, zeroUnset: true, update: "always" },
  call_time_limit: { kind: "integer", min: 60, max: DAY, zeroUnset: true, update: "always" },
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

function readInteger(name: string, value: unknown, min: number, max: number): number {
  if (typeof value !== "number" || !Number.isInteger(value)) throw refusals.notInteger(name);
  if (value < min || value > max) throw refusals.outOfRange(name);
  return value;
}

function readUrl(name: string, value: unknown): string {
  if (typeof value !== "string") throw refusals.url(name);
  if (value.length >= URL_LENGTH) throw refusals.urlTooLong(name);
  if (value !== "" && !/^https?:$/.test(URL.parse(value)?.protocol ?? "")) throw refusals.url(name);
  return value;
}

function readAudioUrl(name: string, value: unknown): string {
  const url = readUrl(name, value);
  if (url !== "" && !/\.(mp3|wav)$/i.test(new URL(url).pathname)) throw refusals.audioFile(name);
  return url;
}

/** Whether a sent value says nothing: null always; 0, and "" for parties and accounts, where they mean "not set". */
function saysNothing(parameter: Parameter, value: unknown): boolean {
  if (value === null || value === undefined) return true;
  if (parameter.kind === "integer") return parameter.zeroUnset === true && value === 0;
  return value === "" && (parameter.kind === "phone" || parameter.kind === "text");
}

function readValue(name: string, parameter: Parameter, value: unknown): string | number | boolean {
  switch (parameter.kind) {
    case "phone":
      return readPhone(name, value);
    case "integer":
      return readInteger(name, value, parameter.min, parameter.max);
    case "url":
      return readUrl(name, value);
    case "audio":
      return readAudioUrl(name, value);
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

/**
 * Reads a request's body by the table, and refuses the first wrong parameter.
 * @param tolerated names that are none of ours and pass unread; `"all"` lets every unknown name pass
 */
export function readParameters(body: object, tolerated: readonly string[] | "all"): SentParameters {
  const sent: Record<string, string | number | boolean> = {};
  for (const [name, value] of Object.entries(body)) {
    if (!isParameterName(name)) {
      if (tolerated === "all" || tolerated.includes(name)) continue;
      throw refusals.unknown(name);
    }
    const parameter: Parameter = PARAMETERS[name];
    if (!saysNothing(parameter, value)) sent[name] = readValue(name, parameter, value);
  }
  return sent;
}
