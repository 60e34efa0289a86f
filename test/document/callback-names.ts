/* Names in the vendor's document, "Session Callbacks". Names are facts; its text stays out. */

// prettier-ignore
export const sessionEvents = [
  "SessionFirstPartyAnswer", "SessionSecondPartyRing", "SessionSecondPartyAnswer",
  "SessionSecondPartyHangup", "SessionFirstPartyHangup", "SessionPinAuthenticationStatus", "SessionTimeout",
  "SessionPartiesHangup",
] as const;

// prettier-ignore
export const sessionCallbackAttributes = [
  "EventName", "EventTimestamp", "SessionUUID", "From", "To", "VirtualNumber", "PinAuthenticationStatus",
  "PinRetryCounter", "Amount", "BilledDuration", "Duration", "PlivoHangupCause", "PlivoHangupCauseCode",
  "SequenceNumber",
] as const;

// prettier-ignore
export const recordingEvents = [
  "SessionRecordingInitiated", "SessionRecordingCompleted", "SessionRecordingFailed",
] as const;

// prettier-ignore
export const recordingCallbackAttributes = [
  "EventName", "EventTimestamp", "SessionUUID", "From", "To", "VirtualNumber", "RecordingUUID",
  "RecordingURL", "RecordingResourceURL", "RecordingDuration", "RecordingStartTime", "RecordingEndTime",
  "RecordingFormat", "SequenceNumber",
] as const;
