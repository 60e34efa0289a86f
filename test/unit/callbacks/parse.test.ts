import {
  CallbackUnreadableError,
  furtherSessionEventNames,
  isUnknownEvent,
  parseCallback,
  parseRecordingCallback,
  parseSessionCallback,
  type CallbackEvent,
  type SessionEventName,
} from "../../../provider/callbacks/index.ts";

const required = { EventName: "SessionPartiesHangup", SessionUUID: "c28b77d4" };
const known = { kind: "session", eventName: "SessionPartiesHangup", sessionUuid: "c28b77d4" };

describe("the parser of callbacks", () => {
  it.each([
    [
      "a URL",
      "https://a.example/b?EventName=SessionPartiesHangup&SessionUUID=c28b77d4&From=%2B1202+555+0100#c",
    ],
    ["a path", "/b?EventName=SessionPartiesHangup&SessionUUID=c28b77d4&From=%2B1202+555+0100"],
    ["JSON", ` {"EventName": "SessionPartiesHangup", "SessionUUID": "c28b77d4", "From": "+1202 555 0100"}`],
    ["pairs", Object.entries({ ...required, From: "+1202 555 0100" })],
  ])("reads %s", (_, input) => {
    expect(parseSessionCallback(input)).toEqual({ ...known, from: "+12025550100", unknownAttributes: {} });
  });

  it("reads a FormData", () => {
    const form = new FormData();
    for (const [name, value] of Object.entries(required)) form.append(name, value);
    expect(parseSessionCallback(form)).toEqual({ ...known, unknownAttributes: {} });
  });

  it("returns numbers as numbers, also from JSON", () => {
    const sent = { ...required, SequenceNumber: 3, Duration: 12.5, Amount: 1e-7, From: 12025550100 };
    expect(parseSessionCallback(JSON.stringify(sent))).toEqual({
      ...known,
      sequenceNumber: 3,
      duration: 12.5,
      amount: "0.0000001",
      from: "+12025550100",
      unknownAttributes: {},
    });
  });

  it.each(["12.5", 12.5])("keeps the fraction of every duration, sent as %p", (sent) => {
    const ofCall = { ...required, Duration: sent, BilledDuration: sent };
    expect(parseSessionCallback(ofCall)).toEqual({
      ...known,
      duration: 12.5,
      billedDuration: 12.5,
      unknownAttributes: {},
    });
    const ofRecording = { SessionUUID: "c28b77d4", EventName: "SessionRecordingCompleted" };
    expect(parseRecordingCallback({ ...ofRecording, RecordingDuration: sent })).toMatchObject({
      recordingDuration: 12.5,
      unknownAttributes: {},
    });
  });

  it("restores the + of a number, also an unencoded one, and leaves a SIP address", () => {
    const event = parseSessionCallback(`${query(required)}&From=+12025550100&To=sip:a@b.example`);
    expect(event).toMatchObject({ from: "+12025550100", to: "sip:a@b.example" });
  });

  it("treats empty values as not sent", () => {
    const sent = { ...required, From: "", To: " ", SequenceNumber: null };
    expect(parseSessionCallback(sent)).toEqual({ ...known, unknownAttributes: {} });
  });

  it("keeps an unreadable value as it came, and does not lose the event", () => {
    const odd = {
      SequenceNumber: "1.5",
      Duration: "a minute",
      Amount: "0,02",
      EventTimestamp: "yesterday",
      PinRetryCounter: "99999999999999999999",
      From: { number: 1 },
    };
    expect(parseSessionCallback({ ...required, ...odd })).toEqual({ ...known, unknownAttributes: odd });
  });

  it.each([
    ["Duration", "x61"],
    ["Duration", "61x"],
    ["Duration", "1.2.3"],
    ["Amount", "x0.02"],
    ["Amount", "0.02x"],
    ["EventTimestamp", 1772359200],
    ["From", [["12025550147"]]],
  ])("keeps the %s %j as it came", (name, value) => {
    const event = parseSessionCallback({ ...required, [name]: value });
    expect(event).toStrictEqual({ ...known, unknownAttributes: { [name]: value } });
  });

  it.each([
    ["Amount", "12", "amount", "12"],
    ["Amount", "12.5", "amount", "12.5"],
    ["From", "12025550147@example.com", "from", "12025550147@example.com"],
  ])("reads the %s %j", (wireName, sent, name, value) => {
    const event = parseSessionCallback({ ...required, [wireName]: sent });
    expect(event).toStrictEqual({ ...known, [name]: value, unknownAttributes: {} });
  });

  it("returns no field for an attribute that a framework leaves undefined", () => {
    const event = parseSessionCallback({ ...required, From: undefined });
    expect(event).toStrictEqual({ ...known, unknownAttributes: {} });
  });

  it("keeps unknown attributes as they came", () => {
    const more = { CallUUID: "97ceeb52", Tags: ["a", "a"], Nested: { a: [1] }, Empty: "", None: null };
    const event = parseSessionCallback(JSON.stringify({ ...required, ...more }));
    expect(event).toEqual({ ...known, unknownAttributes: more });
  });

  it("reads an attribute that came twice if both values are equal, and keeps both otherwise", () => {
    const sent = `${query(required)}&From=12025550100&From=12025550100&To=1&To=2`;
    expect(parseSessionCallback(sent)).toEqual({
      ...known,
      from: "+12025550100",
      unknownAttributes: { To: ["1", "2"] },
    });
  });

  it("skips pairs with a name that is no text", () => {
    const pairs = [...Object.entries(required), [1, "a"], ["b"]] as [string, unknown][];
    expect(parseSessionCallback(pairs)).toEqual({ ...known, unknownAttributes: { b: undefined } });
  });

  it("sets no prototype", () => {
    const event = parseSessionCallback(`{"EventName": "a", "SessionUUID": "b", "__proto__": {"late": true}}`);
    expect(Object.getPrototypeOf(event.unknownAttributes)).toBe(Object.prototype);
    expect(Object.keys(event.unknownAttributes)).toEqual(["__proto__"]);
  });
});

describe("the events of callbacks", () => {
  it.each(furtherSessionEventNames)("include %s of another version of the vendor's page", (eventName) => {
    const sent = { ...required, EventName: eventName, FirstParty: "12025550100", SecondParty: "12025550111" };
    expect(parseSessionCallback(sent)).toEqual({
      ...known,
      eventName,
      firstParty: "+12025550100",
      secondParty: "+12025550111",
      unknownAttributes: {},
    });
  });

  it.each(["SessionThirdPartyRing", "constructor", "__proto__"])(
    "count as unknown if they are %s",
    (eventName) => {
      const sent = { ...required, EventName: eventName, Duration: "3" };
      expect(parseSessionCallback(sent)).toEqual({ ...known, eventName, duration: 3, unknownAttributes: {} });
      expect(parseRecordingCallback(sent)).toEqual({
        ...known,
        kind: "recording",
        eventName,
        unknownAttributes: { Duration: "3" },
      });
    },
  );

  it("are distinguished by their names, or by what only recordings have", () => {
    const kindOf = (sent: object) => parseCallback({ ...required, ...sent }).kind;
    expect(kindOf({})).toBe("session");
    expect(kindOf({ EventName: "SessionRecordingFailed" })).toBe("recording");
    expect(kindOf({ EventName: "SessionTranscribed", RecordingUUID: "a" })).toBe("recording");
    expect(kindOf({ EventName: "SessionTranscribed", RecordingUUID: "" })).toBe("session");
  });

  it("have types that kind and eventName distinguish, apart from unknown ones", () => {
    const told = (event: CallbackEvent): string => {
      if (isUnknownEvent(event)) return `unknown ${event.eventName}`;
      if (event.kind === "recording") return event.recordingUrl ?? event.eventName;
      if (event.eventName === "SessionTimeout") {
        const exact: "SessionTimeout" = event.eventName;
        return exact;
      }
      const other: Exclude<SessionEventName, "SessionTimeout"> = event.eventName;
      return other;
    };
    const kindOf = (EventName: string) => told(parseCallback({ ...required, EventName }));
    expect(["SessionTimeout", "SessionPartiesHangup", "SessionRecordingFailed", "New"].map(kindOf)).toEqual([
      "SessionTimeout",
      "SessionPartiesHangup",
      "SessionRecordingFailed",
      "unknown New",
    ]);
    // A recording event in a session callback is unknown.
    expect(told(parseSessionCallback({ ...required, EventName: "SessionRecordingFailed" }))).toMatch(
      /^unknown/,
    );
  });
});

describe("a request that is no callback", () => {
  it.each([
    ["an empty text", "", /has no SessionUUID/],
    ["no object", undefined, /has no SessionUUID/],
    ["null", null, /has no SessionUUID/],
    ["a list", [1, ["a"], null], /has no SessionUUID/],
    ["no EventName", { SessionUUID: "12025550100" }, /has no EventName/],
    ["a blank EventName", { ...required, EventName: " " }, /has no EventName/],
    ["an EventName that is no text", { ...required, EventName: { a: 1 } }, /has no EventName/],
    ["two sessions", `${query(required)}&SessionUUID=12025550100`, /has several values of SessionUUID/],
    ["broken JSON", `{"From": "12025550100`, /starts like JSON, but is not valid JSON/],
    [
      "an object that throws",
      {
        get EventName(): string {
          throw new Error("12025550100");
        },
      },
      /cannot be read/,
    ],
  ])("such as %s is rejected by a typed error without a value", (_, input, message) => {
    const error = errorOf(input as never);
    expect(error).toBeInstanceOf(CallbackUnreadableError);
    expect(error).toMatchObject({
      code: "PLIVO_CALLBACK_UNREADABLE",
      message: expect.stringMatching(message) as string,
    });
    expect((error as Error).message).not.toContain("12025550100");
  });
});

function errorOf(input: Parameters<typeof parseSessionCallback>[0]): unknown {
  try {
    return parseSessionCallback(input);
  } catch (error) {
    return error;
  }
}

function query(attributes: Record<string, string>): string {
  return new URLSearchParams(attributes).toString();
}
