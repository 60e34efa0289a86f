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
 * Reads a session status callback, which the session's `callbackUrl` receives.
 *
 * Only EventName and SessionUUID must be there. An event that is not known passes as an `UnknownSessionEvent`, and what is not known of
 * attributes, or cannot be read, stands among the `unknownAttributes`: nothing else refuses a callback. An empty attribute counts
 * as not sent.
 *
 * @throws CallbackUnreadableError, and nothing else; it quotes no value.
 */
export function parseSessionCallback(input: CallbackInput): SessionEvent {
  return sessionEvent(readRequired(input));
}

/**
 * Reads a recording callback, which the session's `recordingCallbackUrl` receives; as leniently as `parseSessionCallback`.
 *
 * @throws CallbackUnreadableError, and nothing else; it quotes no value.
 */
export function parseRecordingCallback(input: CallbackInput): RecordingEvent {
  return recordingEvent(readRequired(input));
}

/**
 * Reads either callback, for a URL that receives both: a recording callback is one of a recording event, or with an attribute that
 * only recordings have.
 *
 * @throws CallbackUnreadableError, and nothing else; it quotes no value.
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
  // Whose callback it is must be certain.
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
