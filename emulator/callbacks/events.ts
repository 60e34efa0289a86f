/** The document's events for callback_url. */
export type SessionEvent =
  | "SessionFirstPartyAnswer"
  | "SessionSecondPartyRing"
  | "SessionSecondPartyAnswer"
  | "SessionSecondPartyHangup"
  | "SessionFirstPartyHangup"
  | "SessionPinAuthenticationStatus"
  | "SessionTimeout"
  | "SessionPartiesHangup";

/** The document's events for recording_callback_url. */
export type RecordingEvent =
  "SessionRecordingInitiated" | "SessionRecordingCompleted" | "SessionRecordingFailed";

interface Numbers {
  /** The caller's number. */
  From?: string;
  /** The number that the caller is connected to. */
  To?: string;
}

/** The attributes of a session's callback, besides event, time, session, virtual number and sequence. */
export interface SessionAttributes extends Numbers {
  PinAuthenticationStatus?: "success" | "failed" | "AuthorizedCaller";
  PinRetryCounter?: string;
  Amount?: string;
  BilledDuration?: string;
  Duration?: string;
  PlivoHangupCause?: string;
  PlivoHangupCauseCode?: string;
}

/** The attributes of a recording's callback, besides event, time, session, virtual number and sequence. */
export interface RecordingAttributes extends Numbers {
  RecordingUUID?: string;
  RecordingURL?: string;
  RecordingResourceURL?: string;
  RecordingDuration?: string;
  RecordingStartTime?: string;
  RecordingEndTime?: string;
  RecordingFormat?: string;
}
