/* Names in the vendor's document, "Session Callbacks". Names are facts; its text stays out. */

export const sessionEvents = [
  "SessionFirstPartyAnswer",
  "SessionSecondPartyRing",
  "SessionSecondPartyAnswer",
  "SessionSecondPartyHangup",
  "SessionFirstPartyHangup",
  "SessionPinAuthenticationStatus",
  "SessionTimeout",
  "SessionPartiesHangup",
] as const;

export const sessionCallbackAttributes = [
  "EventName",
  "EventTimestamp",
  "SessionUUID",
  "From",
  "To",
  "VirtualNumber",
  "PinAuthenticationStatus",
  "PinRetryCounter",
  "Amount",
  "BilledDuration",
  "Duration",
  "PlivoHangupCause",
  "PlivoHangupCauseCode",
  "SequenceNumber",
] as const;

export const recordingEvents = [
  "SessionRecordingInitiated",
  "SessionRecordingCompleted",
  "SessionRecordingFailed",
] as const;

export const recordingCallbackAttributes = [
  "EventName",
  "EventTimestamp",
  "SessionUUID",
  "From",
  "To",
  "VirtualNumber",
  "RecordingUUID",
  "RecordingURL",
  "RecordingResourceURL",
  "RecordingDuration",
  "RecordingStartTime",
  "RecordingEndTime",
  "RecordingFormat",
  "SequenceNumber",
] as const;
