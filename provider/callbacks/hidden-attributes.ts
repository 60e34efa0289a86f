import type { Pair } from "./input";

/** A kind of values: how one begins, and what only a value has into which another attribute was merged. */
interface Kind {
  readonly start: string;
  /** Undefined: nothing tells, since a text of this kind may go on with anything. */
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

/** The kind of each documented attribute. */
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
  // It may be empty, and the next attribute's name follow.
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

/** In a GET's text "=" stands between a name and its value, in a POST's nothing. */
const patterns = { GET: patternWith("="), POST: patternWith("") };

function patternWith(between: string): RegExp {
  // Longer names first: "PlivoHangupCauseCode" before "PlivoHangupCause".
  const all = Object.entries(kinds).sort(([one], [other]) => other.length - one.length);
  return new RegExp(all.map(([name, { start }]) => `${name}(?=${between}${start})`).join("|"), "g");
}

/** Words that an attribute which is not known yet may end with, such as "TotalDuration". */
const commonEndings = ["Amount", "Duration", "From", "To"];

/**
 * Whether a documented attribute stands within another attribute of a signed text, or has another one within it.
 *
 * Signature V3 strings names and values together, so whoever has a signed request can merge its attributes. Plivo itself
 * sends no such text. A free text, such as a hangup cause, may still be shortened.
 *
 * @param attributes the attributes in the signed text, as `signedAttributes` gives them
 * @param pairs the attributes that are read
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

/** Whether an attribute is read with a value of its kind. */
function isRead(name: string, value: string | undefined): boolean {
  if (value === undefined) return false;
  return new RegExp(`^${kinds[name]?.start ?? ""}`).test(value);
}

/** A name that may have another one in it: a known one, or one of Plivo's form. */
function mayContainName(name: string): boolean {
  return name in kinds || /^[A-Z][a-z][A-Za-z]*$/.test(name);
}

/** Whether the text has a name where it is no more than a part of a longer one, as "Duration" in "BilledDuration". */
function isWithin(longer: string, name: string, attributes: string, index: number): boolean {
  if (longer.length <= name.length || !longer.includes(name)) return false;
  if (!(longer in kinds) && !(commonEndings.includes(name) && longer.endsWith(name))) return false;
  return attributes.startsWith(longer, index - longer.lastIndexOf(name));
}

function text(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
