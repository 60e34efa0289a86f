/** The events of the session status callback, in the vendor's "Session Status Callback". */
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
 * Events of other versions of the vendor's page: SessionVirtualNumberReplaced of 2024, whose `virtualNumber` is the new one,
 * and the names of 2023. An account may still get them.
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

/** Every event of the session status callback that is known. */
export const sessionEventNames = [...documentedSessionEventNames, ...furtherSessionEventNames] as const;

/** The events of the recording callback, in the vendor's "Session Recording Callback". */
export const recordingEventNames = [
  "SessionRecordingInitiated",
  "SessionRecordingCompleted",
  "SessionRecordingFailed",
] as const;

export type SessionEventName = (typeof sessionEventNames)[number];
export type RecordingEventName = (typeof recordingEventNames)[number];

declare const unknownEvent: unique symbol;
/** A name that is none of the known ones. Any text; the mark is for TypeScript alone, which tells such events from others after `isUnknownEvent`. */
export type UnknownEventName = string & { readonly [unknownEvent]: true };

/** What every callback may carry. A field is missing where the vendor has not sent it, or not in a form that can be read. */
export interface CommonAttributes {
  /** The masking session (SessionUUID). */
  readonly sessionUuid: string;
  /** When it happened (EventTimestamp), as ISO 8601 in UTC. */
  readonly eventTimestamp?: string;
  /** Who called the virtual number (From); E.164 with "+" where the vendor sends a number. Personal data. */
  readonly from?: string;
  /** Who is called from the virtual number (To); as `from`. Personal data. */
  readonly to?: string;
  /** The number that the parties dial (VirtualNumber), with "+". */
  readonly virtualNumber?: string;
  /** The vendor's count of this session's callbacks (SequenceNumber), by which they are put in order; where it begins is not documented. */
  readonly sequenceNumber?: number;
  /** The first party's number (FirstParty, on the vendor's page of 2023 only). Personal data. */
  readonly firstParty?: string;
  /** The second party's number (SecondParty, on the vendor's page of 2023 only). Personal data. */
  readonly secondParty?: string;
  /**
   * Everything else by the vendor's names, as it came: attributes that this package does not know, known ones whose value
   * cannot be read, and known ones that came several times with different values (as a list).
   */
  readonly unknownAttributes: Readonly<Record<string, unknown>>;
}

/** What a session status callback may carry: by the vendor's page any of it with any event. */
export interface SessionAttributes extends CommonAttributes {
  /** The outcome of the PIN check (PinAuthenticationStatus). */
  readonly pinAuthenticationStatus?: "success" | "failed" | "AuthorizedCaller" | (string & {});
  /** Wrong PINs so far (PinRetryCounter). */
  readonly pinRetryCounter?: number;
  /** What the call cost (Amount), as a decimal number in text, since it is money. */
  readonly amount?: string;
  /** Seconds that were billed (BilledDuration). */
  readonly billedDuration?: number;
  /** Seconds that the call lasted (Duration). */
  readonly duration?: number;
  /** Why the call ended (PlivoHangupCause). */
  readonly plivoHangupCause?: string;
  /** The same as a number (PlivoHangupCauseCode). */
  readonly plivoHangupCauseCode?: number;
}

/** What a recording callback may carry: by the vendor's page any of it with any event. */
export interface RecordingAttributes extends CommonAttributes {
  /** The recording's id (RecordingUUID). */
  readonly recordingUuid?: string;
  /** The audio file (RecordingURL). Who has the URL may hear the call. */
  readonly recordingUrl?: string;
  /** The recording in the vendor's API (RecordingResourceURL). */
  readonly recordingResourceUrl?: string;
  /** Seconds (RecordingDuration). */
  readonly recordingDuration?: number;
  /** ISO 8601 in UTC (RecordingStartTime). */
  readonly recordingStartTime?: string;
  /** ISO 8601 in UTC (RecordingEndTime). */
  readonly recordingEndTime?: string;
  /** `.mp3` or `.wav`, by the vendor's page (RecordingFormat). */
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

/** A session status callback of an event that this package does not know. */
export type UnknownSessionEvent = SessionEventOf<UnknownEventName>;
/** A recording callback of an event that this package does not know. */
export type UnknownRecordingEvent = RecordingEventOf<UnknownEventName>;

/** A session status callback; `eventName` tells which. */
export type SessionEvent =
  { [Name in SessionEventName]: SessionEventOf<Name> }[SessionEventName] | UnknownSessionEvent;
/** A recording callback; `eventName` tells which. */
export type RecordingEvent =
  { [Name in RecordingEventName]: RecordingEventOf<Name> }[RecordingEventName] | UnknownRecordingEvent;
/** Any callback of a masking session; `kind` and `eventName` tell which. */
export type CallbackEvent = SessionEvent | RecordingEvent;

/** Whether a callback's event is none that this package knows. What it is not, TypeScript then tells apart by `kind` and `eventName`. */
export function isUnknownEvent(event: CallbackEvent): event is UnknownSessionEvent | UnknownRecordingEvent {
  const names: readonly string[] = event.kind === "recording" ? recordingEventNames : sessionEventNames;
  return !names.includes(event.eventName);
}
