import { randomUUID } from "node:crypto";
import {
  documentedSessionEventNames,
  recordingEventNames,
  signCallback,
  type SignedCallback,
} from "../callbacks";

/** A callback like Plivo's, of a session that does not exist. */
export interface Sample {
  readonly name: string;
  /** Whether its signature is valid. */
  readonly genuine: boolean;
  readonly callback: SignedCallback;
}

export interface SampleOptions {
  readonly url: string;
  readonly authToken: string;
  readonly method: "GET" | "POST";
  /** All documented events instead of one of each kind. */
  readonly allEvents: boolean;
}

/** Reserved numbers, which belong to no one. */
const parties = { From: "12025550100", To: "12025550101", VirtualNumber: "12025550102" };

const attributesByEvent: Readonly<Record<string, Readonly<Record<string, string | number>>>> = {
  SessionPinAuthenticationStatus: { PinAuthenticationStatus: "success", PinRetryCounter: 0 },
  SessionFirstPartyHangup: { Duration: 61, BilledDuration: 120, Amount: "0.0200" },
  SessionSecondPartyHangup: { Duration: 61, BilledDuration: 120, Amount: "0.0200" },
  SessionPartiesHangup: { Duration: 122, BilledDuration: 240, Amount: "0.0400" },
  SessionRecordingCompleted: {
    RecordingDuration: 61,
    RecordingFormat: ".mp3",
    RecordingURL: "https://example.com/recording.mp3",
  },
};

/** One of each kind, or all, in the order of a call; then one with a forged signature. */
export function samples({ url, authToken, method, allEvents }: SampleOptions, now: number): Sample[] {
  const one = ["SessionFirstPartyAnswer", "SessionRecordingCompleted"];
  const names = allEvents ? [...documentedSessionEventNames, ...recordingEventNames] : one;
  // A new session in each run, because receivers drop repetitions.
  const sessionUuid = randomUUID();
  const sample = (name: string, index: number, genuine: boolean): Sample => ({
    name: genuine ? name : `${name}, forged signature`,
    genuine,
    callback: signCallback({
      url,
      method,
      authToken: genuine ? authToken : randomUUID(),
      attributes: {
        EventName: name,
        SessionUUID: sessionUuid,
        SequenceNumber: index + 1,
        EventTimestamp: new Date(now)
          .toISOString()
          .replace("T", " ")
          .replace(/\.\d+Z$/, " +0000 UTC"),
        ...parties,
        ...attributesByEvent[name],
      },
    }),
  });
  return [
    ...names.map((name, index) => sample(name, index, true)),
    sample("SessionTimeout", names.length, false),
  ];
}
