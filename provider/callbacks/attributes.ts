import { amount, integer, number, phoneNumber, text, time } from "../plivo/attributes";
import type { CommonAttributes, RecordingAttributes, SessionAttributes } from "./events";
import { valuesOf, type Pair } from "./input";

interface Reader<Value> {
  readonly wireName: string;
  /** Undefined if the value cannot be read. */
  readonly read: (value: unknown) => Value | undefined;
}

type Readers<Fields> = {
  readonly [Name in keyof Omit<Fields, "unknownAttributes">]-?: Reader<NonNullable<Fields[Name]>>;
};

const reader = <Value>(wireName: string, read: Reader<Value>["read"]): Reader<Value> => ({ wireName, read });

export const commonReaders: Readers<CommonAttributes> = {
  sessionUuid: reader("SessionUUID", text),
  eventTimestamp: reader("EventTimestamp", time),
  from: reader("From", phoneNumber),
  to: reader("To", phoneNumber),
  virtualNumber: reader("VirtualNumber", phoneNumber),
  sequenceNumber: reader("SequenceNumber", integer),
  firstParty: reader("FirstParty", phoneNumber),
  secondParty: reader("SecondParty", phoneNumber),
};

export const sessionReaders: Readers<SessionAttributes> = {
  ...commonReaders,
  pinAuthenticationStatus: reader("PinAuthenticationStatus", text),
  pinRetryCounter: reader("PinRetryCounter", integer),
  amount: reader("Amount", amount),
  billedDuration: reader("BilledDuration", number),
  duration: reader("Duration", number),
  plivoHangupCause: reader("PlivoHangupCause", text),
  plivoHangupCauseCode: reader("PlivoHangupCauseCode", integer),
};

export const recordingReaders: Readers<RecordingAttributes> = {
  ...commonReaders,
  recordingUuid: reader("RecordingUUID", text),
  recordingUrl: reader("RecordingURL", text),
  recordingResourceUrl: reader("RecordingResourceURL", text),
  recordingDuration: reader("RecordingDuration", number),
  recordingStartTime: reader("RecordingStartTime", time),
  recordingEndTime: reader("RecordingEndTime", time),
  recordingFormat: reader("RecordingFormat", text),
};

/** A form has empty values for attributes that do not apply. */
function isBlank(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === "string" && value.trim() === "");
}

export function valuesByName(pairs: readonly Pair[]): Map<string, unknown[]> {
  const found = new Map<string, unknown[]>();
  for (const [name, value] of pairs) {
    const values = found.get(name);
    if (values === undefined) found.set(name, [value]);
    else values.push(value);
  }
  return found;
}

/** Without blank values and repetitions. */
export function distinctValues(values: readonly unknown[] | undefined): unknown[] {
  return [...new Set((values ?? []).flatMap(valuesOf).filter((value) => !isBlank(value)))];
}

/** Reads the known attributes into fields; the rest stays raw in `unknownAttributes`. */
export function readAttributes<Fields extends CommonAttributes>(
  readers: Readers<Fields>,
  given: ReadonlyMap<string, readonly unknown[]>,
): Fields {
  const rest = new Map(given);
  rest.delete("EventName");
  const fields: [string, unknown][] = [];
  for (const [name, { wireName, read }] of Object.entries<Reader<unknown>>(readers)) {
    const values = distinctValues(given.get(wireName));
    const value = values.length === 1 ? read(values[0]) : undefined;
    if (value !== undefined) fields.push([name, value]);
    if (value !== undefined || values.length === 0) rest.delete(wireName);
  }
  const unknownAttributes = Object.fromEntries([...rest].map(([name, values]) => [name, rawValue(values)]));
  return Object.fromEntries([...fields, ["unknownAttributes", unknownAttributes]]) as unknown as Fields;
}

function rawValue(values: readonly unknown[]): unknown {
  return values.length > 1 ? values : values[0];
}
