import { isoTime } from "../plivo/time";
import type { CommonAttributes, RecordingAttributes, SessionAttributes } from "./events";
import { valuesOf, type Pair } from "./input";

interface Reader<Value> {
  /** The vendor's name. */
  readonly wireName: string;
  /** Undefined: it cannot be read. */
  readonly read: (value: unknown) => Value | undefined;
}

/** One for each field, so that no field can be forgotten. */
type Readers<Fields> = {
  readonly [Name in keyof Omit<Fields, "unknownAttributes">]-?: Reader<NonNullable<Fields[Name]>>;
};

const wire = <Value>(wireName: string, read: Reader<Value>["read"]): Reader<Value> => ({ wireName, read });

/** Form bodies make texts of everything; in JSON a number may be a number. */
function text(value: unknown): string | undefined {
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return typeof value === "string" ? value.trim() : undefined;
}

function number(value: unknown): number | undefined {
  const written = text(value) ?? "";
  return /^-?\d{1,15}(?:\.\d{1,9})?$/.test(written) ? Number(written) : undefined;
}

function integer(value: unknown): number | undefined {
  const read = number(value);
  return Number.isSafeInteger(read) ? read : undefined;
}

function decimal(value: unknown): string | undefined {
  // JSON's 1e-7 becomes 0.0000001.
  const plain = { useGrouping: false, maximumFractionDigits: 20 } as const;
  const written = typeof value === "number" ? value.toLocaleString("en-US", plain) : (text(value) ?? "");
  return /^-?\d{1,30}(?:\.\d{1,30})?$/.test(written) ? written : undefined;
}

function time(value: unknown): string | undefined {
  return typeof value === "string" ? isoTime(value) : undefined;
}

/** With or without "+"; a blank in its place is a "+" that was not encoded. Anything but a number, such as a SIP address, stays as it is. */
function phoneNumber(value: unknown): string | undefined {
  const written = text(value);
  return written !== undefined && /^\d{5,20}$/.test(written) ? `+${written}` : written;
}

export const commonReaders: Readers<CommonAttributes> = {
  sessionUuid: wire("SessionUUID", text),
  eventTimestamp: wire("EventTimestamp", time),
  from: wire("From", phoneNumber),
  to: wire("To", phoneNumber),
  virtualNumber: wire("VirtualNumber", phoneNumber),
  sequenceNumber: wire("SequenceNumber", integer),
  firstParty: wire("FirstParty", phoneNumber),
  secondParty: wire("SecondParty", phoneNumber),
};

export const sessionReaders: Readers<SessionAttributes> = {
  ...commonReaders,
  pinAuthenticationStatus: wire("PinAuthenticationStatus", text),
  pinRetryCounter: wire("PinRetryCounter", integer),
  amount: wire("Amount", decimal),
  billedDuration: wire("BilledDuration", number),
  duration: wire("Duration", number),
  plivoHangupCause: wire("PlivoHangupCause", text),
  plivoHangupCauseCode: wire("PlivoHangupCauseCode", integer),
};

export const recordingReaders: Readers<RecordingAttributes> = {
  ...commonReaders,
  recordingUuid: wire("RecordingUUID", text),
  recordingUrl: wire("RecordingURL", text),
  recordingResourceUrl: wire("RecordingResourceURL", text),
  recordingDuration: wire("RecordingDuration", number),
  recordingStartTime: wire("RecordingStartTime", time),
  recordingEndTime: wire("RecordingEndTime", time),
  recordingFormat: wire("RecordingFormat", text),
};

/** Whether an attribute says nothing: forms have empty values for what does not apply. */
function isBlank(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === "string" && value.trim() === "");
}

/** All that came under each name. */
export function gathered(pairs: readonly Pair[]): Map<string, unknown[]> {
  const found = new Map<string, unknown[]>();
  for (const [name, value] of pairs) {
    const values = found.get(name);
    if (values === undefined) found.set(name, [value]);
    else values.push(value);
  }
  return found;
}

/** What came under a name, without what says nothing and without repetitions. */
export function different(values: readonly unknown[] | undefined): unknown[] {
  return [...new Set((values ?? []).flatMap(valuesOf).filter((value) => !isBlank(value)))];
}

/** Reads the known attributes into fields, and keeps the rest as it came. */
export function readAttributes<Fields extends CommonAttributes>(
  readers: Readers<Fields>,
  given: ReadonlyMap<string, readonly unknown[]>,
): Fields {
  const rest = new Map(given);
  rest.delete("EventName");
  const fields: [string, unknown][] = [];
  for (const [name, { wireName, read }] of Object.entries<Reader<unknown>>(readers)) {
    const values = different(given.get(wireName));
    const value = values.length === 1 ? read(values[0]) : undefined;
    if (value !== undefined) fields.push([name, value]);
    if (value !== undefined || values.length === 0) rest.delete(wireName);
  }
  const unknownAttributes = Object.fromEntries([...rest].map(([name, values]) => [name, asItCame(values)]));
  return Object.fromEntries([...fields, ["unknownAttributes", unknownAttributes]]) as unknown as Fields;
}

function asItCame(values: readonly unknown[]): unknown {
  return values.length > 1 ? values : values[0];
}
