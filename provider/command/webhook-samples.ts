import { randomUUID } from "node:crypto";
import {
  documentedSessionEventNames,
  recordingEventNames,
  signCallback,
  type SignedCallback,
} from "../callbacks";

/** A callback as Plivo sends it, of a session that does not exist. */
export interface Sample {
  /** The event, and for the forged one that it is so. */
  readonly name: string;
  /** Whether its signature is right. */
  readonly genuine: boolean;
  readonly callback: SignedCallback;
}

export interface SampleOptions {
  readonly url: string;
  readonly authToken: string;
  readonly method: "GET" | "POST";
  /** Every documented event, not one of each kind. */
  readonly allEvents: boolean;
}

/** Nobody has these numbers. */
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

/** One of each kind, or all, in the order of a call; at last one that somebody else has signed, which must be refused. */
export function samples({ url, authToken, method, allEvents }: SampleOptions, now: number): Sample[] {
  const one = ["SessionFirstPartyAnswer", "SessionRecordingCompleted"];
  const names = allEvents ? [...documentedSessionEventNames, ...recordingEventNames] : one;
  // A new session in each run, since receivers hand on what they have had only once.
  const sessionUuid = randomUUID();
  const sample = (name: string, index: number, genuine: boolean): Sample => ({
    name: genuine ? name : `${name}, signed by somebody else`,
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
