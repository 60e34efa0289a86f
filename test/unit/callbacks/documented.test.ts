import {
  documentedSessionEventNames,
  parseCallback,
  parseRecordingCallback,
  parseSessionCallback,
  recordingEventNames,
} from "../../../provider/callbacks/index.ts";
import {
  recordingCallbackAttributes,
  recordingEvents,
  sessionCallbackAttributes,
  sessionEvents,
} from "../../document/callback-names.ts";

/** For each documented attribute: a value that Plivo sends, the field and the parsed value. */
const values: Readonly<Record<string, [sent: string, field: string, read: unknown]>> = {
  EventTimestamp: ["2026-03-01 10:00:05.25 +0000 UTC", "eventTimestamp", "2026-03-01T10:00:05.250Z"],
  SessionUUID: ["c28b77d4-21e7", "sessionUuid", "c28b77d4-21e7"],
  From: ["12025550100", "from", "+12025550100"],
  To: ["+12025550111", "to", "+12025550111"],
  VirtualNumber: ["12025550155", "virtualNumber", "+12025550155"],
  PinAuthenticationStatus: ["AuthorizedCaller", "pinAuthenticationStatus", "AuthorizedCaller"],
  PinRetryCounter: ["2", "pinRetryCounter", 2],
  Amount: ["0.0250", "amount", "0.0250"],
  BilledDuration: ["120", "billedDuration", 120],
  Duration: ["61", "duration", 61],
  PlivoHangupCause: ["Normal Hangup", "plivoHangupCause", "Normal Hangup"],
  PlivoHangupCauseCode: ["4000", "plivoHangupCauseCode", 4000],
  SequenceNumber: ["7", "sequenceNumber", 7],
  RecordingUUID: ["d0e93ad8-58b6", "recordingUuid", "d0e93ad8-58b6"],
  RecordingURL: ["https://media.example.com/a.mp3", "recordingUrl", "https://media.example.com/a.mp3"],
  RecordingResourceURL: ["/v1/Recording/d0e9/", "recordingResourceUrl", "/v1/Recording/d0e9/"],
  RecordingDuration: ["58", "recordingDuration", 58],
  RecordingStartTime: ["2026-03-01 10:00:21.238707", "recordingStartTime", "2026-03-01T10:00:21.238Z"],
  RecordingEndTime: ["2026-03-01 10:01:19", "recordingEndTime", "2026-03-01T10:01:19Z"],
  RecordingFormat: [".mp3", "recordingFormat", ".mp3"],
};

const cases = [
  ["session", sessionEvents, sessionCallbackAttributes, parseSessionCallback],
  ["recording", recordingEvents, recordingCallbackAttributes, parseRecordingCallback],
] as const;

describe.each(cases)("the document's %s callbacks", (kind, events, attributes, parse) => {
  const others = attributes.filter((name) => name !== "EventName");

  it.each(events)("include %s, which is read with every attribute", (eventName) => {
    const sent = new URLSearchParams({ EventName: eventName });
    const fields: Record<string, unknown> = {};
    for (const name of others) {
      const [value = "the test lacks it", field = "", read] = values[name] ?? [];
      sent.append(name, value);
      fields[field] = read;
    }
    const expected = { kind, eventName, ...fields, unknownAttributes: {} };
    const all: Record<string, string> = Object.fromEntries(sent.entries());
    for (const input of [sent, sent.toString(), `?${sent.toString()}`, all, JSON.stringify(all)]) {
      expect(parse(input)).toEqual(expected);
      expect(parseCallback(input)).toEqual(expected);
    }
  });
});

it("the code's lists of documented events equal the document's", () => {
  expect(documentedSessionEventNames).toEqual(sessionEvents);
  expect(recordingEventNames).toEqual(recordingEvents);
});
