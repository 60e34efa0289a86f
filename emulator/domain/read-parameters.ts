import { refusals } from "./refusals";
import type { KindTypes, SessionField } from "./session-field";
import { rowOf, sessionFields, type FieldsWith } from "./session-fields";
import type { Switches } from "./switches";

/** The API's arguments. */
export type ParameterName = FieldsWith<"update">;

/** The parameters of a request, without those that mean "not set". */
export type SentParameters = {
  -readonly [Name in ParameterName]?: KindTypes[(typeof sessionFields)[Name]["kind"]];
};

const e164 = /^\+?[1-9]\d{6,14}$/;
const pin = /^\d{4,15}$/;
const urlLength = 1000;

/**
 * A number as the API stores it: only digits.
 * @throws ApiError if it is not E.164.
 */
function readPhone(name: string, value: unknown): string {
  if (typeof value !== "string" || !e164.test(value)) throw refusals.phoneNumber(name);
  return value.replace("+", "");
}

/** An integer, also from a text of digits. */
function toInteger(value: unknown, { numbersAsText }: Switches): unknown {
  if (numbersAsText === "refuse" || typeof value !== "string" || !/^\d{1,15}$/.test(value)) return value;
  return Number(value);
}

function readInteger(name: string, row: SessionField, value: unknown, switches: Switches): number {
  const { min = -Infinity, max = Infinity, clamps } = row;
  if (typeof value !== "number" || !Number.isInteger(value)) throw refusals.notInteger(name);
  if (value >= min && value <= max) return value;
  if (switches.outOfRange === "clamp" && clamps) return value < min ? min : max;
  throw refusals.outOfRange(name);
}

function readUrl(name: string, value: unknown): string {
  if (typeof value !== "string") throw refusals.url(name);
  if (value.length >= urlLength) throw refusals.urlTooLong(name);
  if (value !== "" && !/^https?:$/.test(URL.parse(value)?.protocol ?? "")) throw refusals.url(name);
  return value;
}

function readAudioUrl(name: string, value: unknown, { audioFiles }: Switches): string {
  const url = readUrl(name, value);
  const isAudio = url === "" || audioFiles === "any" || /\.(mp3|wav)$/i.test(new URL(url).pathname);
  if (!isAudio) throw refusals.audioFile(name);
  return url;
}

/** Whether a value means "not set": null always, 0 for some integers, "" for parties and accounts. */
function meansUnset({ kind, zeroUnset }: SessionField, value: unknown): boolean {
  if (value === null || value === undefined) return true;
  if (kind === "integer") return zeroUnset === true && value === 0;
  return value === "" && (kind === "phone" || kind === "text");
}

function readChoice(name: string, values: readonly string[], value: unknown): string {
  const chosen = values.find((one) => one === value);
  if (chosen === undefined) throw refusals.choices(name, values);
  return chosen;
}

function readBoolean(name: string, value: unknown): boolean {
  if (typeof value !== "boolean") throw refusals.choices(name, ["true", "false"]);
  return value;
}

function readPin(name: string, value: unknown): string {
  if (typeof value !== "string" || !pin.test(value)) throw refusals.pin(name);
  return value;
}

function readText(name: string, value: unknown): string {
  if (typeof value !== "string") throw refusals.notString(name);
  return value;
}

type Reader = (
  name: string,
  value: unknown,
  row: SessionField,
  switches: Switches,
) => string | number | boolean;

/** The readers by kind. Each throws ApiError if the value is invalid. */
const readers: Readonly<Record<(typeof sessionFields)[ParameterName]["kind"], Reader>> = {
  phone: readPhone,
  text: readText,
  url: readUrl,
  pin: readPin,
  boolean: readBoolean,
  audio: (name, value, _row, switches) => readAudioUrl(name, value, switches),
  integer: (name, value, row, switches) => readInteger(name, row, value, switches),
  choice: (name, value, { values = [] }) => readChoice(name, values, value),
};

/**
 * A parameter's value. Undefined if it means "not set".
 * @throws ApiError if it is invalid.
 */
function readParameter(
  name: ParameterName,
  sent: unknown,
  switches: Switches,
): string | number | boolean | undefined {
  const row = rowOf(name);
  const value = row.kind === "integer" ? toInteger(sent, switches) : sent;
  return meansUnset(row, value) ? undefined : readers[sessionFields[name].kind](name, value, row, switches);
}

/**
 * Reads the parameters.
 * @throws ApiError for the first invalid one.
 */
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
