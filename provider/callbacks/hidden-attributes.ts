import type { Pair } from "./input";

/** The values that an attribute can have. */
interface Kind {
  /** A pattern of a value's start. */
  readonly start: string;
  /**
   * Matches only a value with another attribute merged into it. Undefined for free text, which allows
   * anything.
   */
  readonly mergedPattern?: RegExp;
}

const phoneNumber: Kind = { start: "(?:[+ ]?\\d{5}|sips?:)", mergedPattern: /^[+ ]?\d{5,}[a-z]/i };
const number: Kind = { start: "-?\\d", mergedPattern: /^-?\d+(?:\.\d+)?(?!e-?\d)[a-z]/i };
const time: Kind = { start: "\\d{4}-\\d\\d-\\d\\d", mergedPattern: /UTC[a-z]/i };
const uuid: Kind = {
  start: "[\\da-f]{8}-(?:[\\da-f]{4}-){3}[\\da-f]{12}",
  mergedPattern: /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}./,
};
const anyOf = (words: string): Kind => ({
  start: `(?:${words})`,
  mergedPattern: new RegExp(`^(?:${words}).`),
});
const textStartingWith = (start: string): Kind => ({ start });

/** By documented attribute. */
export const kinds: Readonly<Record<string, Kind>> = {
  EventName: textStartingWith("Session[A-Z]"),
  SessionUUID: uuid,
  EventTimestamp: time,
  From: phoneNumber,
  To: phoneNumber,
  VirtualNumber: phoneNumber,
  SequenceNumber: number,
  FirstParty: phoneNumber,
  SecondParty: phoneNumber,
  PinAuthenticationStatus: anyOf("success|failed|AuthorizedCaller"),
  PinRetryCounter: number,
  Amount: number,
  BilledDuration: number,
  Duration: number,
  // An empty cause is followed by the next attribute's name.
  PlivoHangupCause: textStartingWith("(?!Plivo|Recording|Second|Sequence|Session|To|Virtual)[A-Z]"),
  PlivoHangupCauseCode: number,
  RecordingUUID: uuid,
  RecordingURL: textStartingWith("https?:"),
  RecordingResourceURL: textStartingWith("(?:https?:|/v1/)"),
  RecordingDuration: number,
  RecordingStartTime: time,
  RecordingEndTime: time,
  RecordingFormat: anyOf("\\.?(?:mp3|wav)"),
};

/** The signed text of a GET has "=" between name and value, that of a POST nothing. */
const patterns = { GET: patternWith("="), POST: patternWith("") };

function patternWith(between: string): RegExp {
  // Longer names first: "PlivoHangupCauseCode" before "PlivoHangupCause".
  const all = Object.entries(kinds).sort(([one], [other]) => other.length - one.length);
  return new RegExp(all.map(([name, { start }]) => `${name}(?=${between}${start})`).join("|"), "g");
}

/** Endings that a future attribute may have, such as "TotalDuration". */
const commonEndings = ["Amount", "Duration", "From", "To"];

/**
 * Whether a documented attribute is hidden in another attribute of a signed text.
 *
 * Signature V3 concatenates names and values without separators, so an attacker can merge the attributes of a
 * signed request. Plivo never sends such a text. A free text, such as a hangup cause, can still be shortened.
 *
 * @param attributes the result of `signedAttributes`
 * @param pairs the attributes that the parser reads
 */
export function hidesAttributes(method: "GET" | "POST", attributes: string, pairs: readonly Pair[]): boolean {
  const values = new Map(pairs.map(([name, value]) => [name, text(value)]));
  if ([...values].some(([name, value]) => kinds[name]?.mergedPattern?.test(value))) return true;
  const names = [...values.keys()].filter((name) => mayContainName(name));
  return [...attributes.matchAll(patterns[method])].some(
    ({ 0: name, index }) =>
      !isRead(name, values.get(name)) && !names.some((longer) => isWithin(longer, name, attributes, index)),
  );
}

/** Whether the parser reads the attribute, with a value of its kind. */
function isRead(name: string, value: string | undefined): boolean {
  if (value === undefined) return false;
  return new RegExp(`^${kinds[name]?.start ?? ""}`).test(value);
}

/** Whether a name can contain another one: it is known, or has the form of Plivo's names. */
function mayContainName(name: string): boolean {
  return name in kinds || /^[A-Z][a-z][A-Za-z]*$/.test(name);
}

/** Whether the name at `index` is only a part of a longer one, like "Duration" in "BilledDuration". */
function isWithin(longer: string, name: string, attributes: string, index: number): boolean {
  if (longer.length <= name.length || !longer.includes(name)) return false;
  if (!(longer in kinds) && !(commonEndings.includes(name) && longer.endsWith(name))) return false;
  return attributes.startsWith(longer, index - longer.lastIndexOf(name));
}

function text(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
