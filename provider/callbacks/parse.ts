import { distinctValues, valuesByName, readAttributes, recordingReaders, sessionReaders } from "./attributes";
import { CallbackUnreadableError } from "./errors";
import {
  recordingEventNames,
  type CallbackEvent,
  type RecordingAttributes,
  type RecordingEvent,
  type SessionAttributes,
  type SessionEvent,
} from "./events";
import { pairsOf, type CallbackInput } from "./input";

/**
 * Reads a session status callback, which Plivo sends to the session's `callbackUrl`.
 *
 * Only EventName and SessionUUID are required. An unknown event is returned as an `UnknownSessionEvent`.
 * Unknown attributes and unreadable values are in `unknownAttributes`. An empty attribute counts as missing.
 *
 * @throws CallbackUnreadableError only; the message quotes no value.
 */
export function parseSessionCallback(input: CallbackInput): SessionEvent {
  return sessionEvent(readRequired(input));
}

/**
 * Reads a recording callback, which Plivo sends to the session's `recordingCallbackUrl`. As lenient as
 * `parseSessionCallback`.
 *
 * @throws CallbackUnreadableError only; the message quotes no value.
 */
export function parseRecordingCallback(input: CallbackInput): RecordingEvent {
  return recordingEvent(readRequired(input));
}

/**
 * Reads a callback of either kind, for a URL that receives both. It is a recording callback if it has a
 * recording event or an attribute that only recordings have.
 *
 * @throws CallbackUnreadableError only; the message quotes no value.
 */
export function parseCallback(input: CallbackInput): CallbackEvent {
  const read = readRequired(input);
  return isRecording(read) ? recordingEvent(read) : sessionEvent(read);
}

interface RequiredAttributes {
  readonly eventName: string;
  readonly given: ReadonlyMap<string, readonly unknown[]>;
}

function readRequired(input: CallbackInput): RequiredAttributes {
  const given = valuesByName(pairsOf(input));
  singleText(given, "SessionUUID");
  return { eventName: singleText(given, "EventName"), given };
}

function singleText(given: RequiredAttributes["given"], name: string): string {
  const values = distinctValues(given.get(name));
  if (values.length > 1) throw new CallbackUnreadableError(`has several values of ${name}`);
  const [value] = values;
  if (typeof value !== "string") throw new CallbackUnreadableError(`has no ${name}`);
  return value.trim();
}

function sessionEvent({ eventName, given }: RequiredAttributes): SessionEvent {
  const attributes = readAttributes<SessionAttributes>(sessionReaders, given);
  return { kind: "session", eventName, ...attributes } as SessionEvent;
}

function recordingEvent({ eventName, given }: RequiredAttributes): RecordingEvent {
  const attributes = readAttributes<RecordingAttributes>(recordingReaders, given);
  return { kind: "recording", eventName, ...attributes } as RecordingEvent;
}

const recordingOnlyNames = Object.values(recordingReaders)
  .map(({ wireName }) => wireName)
  .filter((name) => name.startsWith("Recording"));

function isRecording({ eventName, given }: RequiredAttributes): boolean {
  return (
    (recordingEventNames as readonly string[]).includes(eventName) ||
    recordingOnlyNames.some((name) => distinctValues(given.get(name)).length > 0)
  );
}
