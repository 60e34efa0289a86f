/** The events of the session status callback, from Plivo's page "Session Status Callback". */
export const documentedSessionEventNames = [
  "SessionFirstPartyAnswer",
  "SessionSecondPartyRing",
  "SessionSecondPartyAnswer",
  "SessionSecondPartyHangup",
  "SessionFirstPartyHangup",
  "SessionPinAuthenticationStatus",
  "SessionTimeout",
  "SessionPartiesHangup",
] as const;

/**
 * Events of earlier versions of Plivo's page, which an account may still get: SessionVirtualNumberReplaced of
 * 2024 (its `virtualNumber` is the new one) and the names of 2023.
 */
export const furtherSessionEventNames = [
  "SessionVirtualNumberReplaced",
  "SessionFirstPartyInitiated",
  "SessionFirstPartyRinging",
  "SessionFirstPartyComplete",
  "SessionFirstPartyFailed",
  "SessionSecondPartyInitiated",
  "SessionSecondPartyComplete",
  "SessionSecondPartyFailed",
  "SessionVirtualNumberAnswer",
] as const;

/** All known events of the session status callback. */
export const sessionEventNames = [...documentedSessionEventNames, ...furtherSessionEventNames] as const;

/** The events of the recording callback, from Plivo's page "Session Recording Callback". */
export const recordingEventNames = [
  "SessionRecordingInitiated",
  "SessionRecordingCompleted",
  "SessionRecordingFailed",
] as const;

export type SessionEventName = (typeof sessionEventNames)[number];
export type RecordingEventName = (typeof recordingEventNames)[number];

declare const unknownEvent: unique symbol;
/** An unknown event name. The brand lets TypeScript narrow the other events after `isUnknownEvent`. */
export type UnknownEventName = string & { readonly [unknownEvent]: true };

/**
 * The attributes of every callback. A field is missing if Plivo did not send it or its value cannot be read.
 */
export interface CommonAttributes {
  /** The masking session (SessionUUID). */
  readonly sessionUuid: string;
  /** The time of the event (EventTimestamp), ISO 8601 in UTC. */
  readonly eventTimestamp?: string;
  /** The caller of the virtual number (From), E.164 with "+" if it is a number. Personal data. */
  readonly from?: string;
  /** The party called from the virtual number (To), in the form of `from`. Personal data. */
  readonly to?: string;
  /** The number that the parties dial (VirtualNumber), with "+". */
  readonly virtualNumber?: string;
  /**
   * Plivo's count of the session's callbacks (SequenceNumber), which sets their order. Its first value is not
   * documented.
   */
  readonly sequenceNumber?: number;
  /** The first party's number (FirstParty, only on Plivo's page of 2023). Personal data. */
  readonly firstParty?: string;
  /** The second party's number (SecondParty, only on Plivo's page of 2023). Personal data. */
  readonly secondParty?: string;
  /**
   * All other attributes with their raw values, by Plivo's names: unknown ones, known ones with a value that
   * cannot be read, and known ones with several values (as a list).
   */
  readonly unknownAttributes: Readonly<Record<string, unknown>>;
}

/** The attributes of a session status callback. Plivo's page allows each of them with any event. */
export interface SessionAttributes extends CommonAttributes {
  /** The outcome of the PIN check (PinAuthenticationStatus). */
  readonly pinAuthenticationStatus?: "success" | "failed" | "AuthorizedCaller" | (string & {});
  /** Wrong PINs so far (PinRetryCounter). */
  readonly pinRetryCounter?: number;
  /** The price of the call (Amount), a decimal string. */
  readonly amount?: string;
  /** The billed time (BilledDuration), in seconds. */
  readonly billedDuration?: number;
  /** The length of the call (Duration), in seconds. */
  readonly duration?: number;
  /** The reason why the call ended (PlivoHangupCause). */
  readonly plivoHangupCause?: string;
  /** The code of that reason (PlivoHangupCauseCode). */
  readonly plivoHangupCauseCode?: number;
}

/** The attributes of a recording callback. Plivo's page allows each of them with any event. */
export interface RecordingAttributes extends CommonAttributes {
  /** The recording's ID (RecordingUUID). */
  readonly recordingUuid?: string;
  /** The URL of the audio file (RecordingURL). Anyone with the URL can hear the call. */
  readonly recordingUrl?: string;
  /** The recording's address in Plivo's API (RecordingResourceURL). */
  readonly recordingResourceUrl?: string;
  /** The length of the recording (RecordingDuration), in seconds. */
  readonly recordingDuration?: number;
  /** The start of the recording (RecordingStartTime), ISO 8601 in UTC. */
  readonly recordingStartTime?: string;
  /** The end of the recording (RecordingEndTime), ISO 8601 in UTC. */
  readonly recordingEndTime?: string;
  /** The file type (RecordingFormat): `.mp3` or `.wav` on Plivo's page. */
  readonly recordingFormat?: string;
}

/** A session status callback of one event. */
export interface SessionEventOf<Name extends string> extends SessionAttributes {
  readonly kind: "session";
  /** The event (EventName). */
  readonly eventName: Name;
}

/** A recording callback of one event. */
export interface RecordingEventOf<Name extends string> extends RecordingAttributes {
  readonly kind: "recording";
  /** The event (EventName). */
  readonly eventName: Name;
}

/** A session status callback of an unknown event. */
export type UnknownSessionEvent = SessionEventOf<UnknownEventName>;
/** A recording callback of an unknown event. */
export type UnknownRecordingEvent = RecordingEventOf<UnknownEventName>;

/** A session status callback, discriminated by `eventName`. */
export type SessionEvent =
  { [Name in SessionEventName]: SessionEventOf<Name> }[SessionEventName] | UnknownSessionEvent;
/** A recording callback, discriminated by `eventName`. */
export type RecordingEvent =
  { [Name in RecordingEventName]: RecordingEventOf<Name> }[RecordingEventName] | UnknownRecordingEvent;
/** Any callback of a masking session, discriminated by `kind` and `eventName`. */
export type CallbackEvent = SessionEvent | RecordingEvent;

/**
 * True if this package does not know the event. If false, TypeScript narrows it by `kind` and `eventName`.
 */
export function isUnknownEvent(event: CallbackEvent): event is UnknownSessionEvent | UnknownRecordingEvent {
  const names: readonly string[] = event.kind === "recording" ? recordingEventNames : sessionEventNames;
  return !names.includes(event.eventName);
}
