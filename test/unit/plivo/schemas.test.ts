import fc from "fast-check";
import { readSession } from "../../../provider/plivo/schemas.ts";

const sessionUuid = "c28b77d4-21e7-43bd-9447-04bfee92e651";
const read = (attributes: object) => readSession({ session_uuid: sessionUuid, ...attributes });

describe("the schema of a session's attributes", () => {
  it.each([
    ["first_party", "919003459051", "firstParty", "+919003459051"],
    ["second_party", "+918197241073", "secondParty", "+918197241073"],
    ["first_party", "44 20 7946-0018", "firstParty", "+442079460018"],
    ["first_party", "\u200e+44\u00ad20\u200b79460018", "firstParty", "+442079460018"],
    ["second_party", "+44 (0)20 7946 0018", "secondParty", "+442079460018"],
    ["status", "paused-by-the-moon", "status", "paused-by-the-moon"],
    ["session_expiry", 1800, "sessionExpiry", 1800],
    ["pin_retry_wait", "5", "pinRetryWait", 5],
    ["ring_timeout", 45, "ringTimeout", 45],
    ["ring_timeout", -0, "ringTimeout", 0],
    ["amount", 0, "amount", "0"],
    ["amount", "0.00000", "amount", "0.00000"],
    ["total_call_amount", 1e-7, "totalCallAmount", "0.0000001"],
    ["record", "true", "record", true],
    ["record", false, "record", false],
    ["first_party_pin", 1234, "firstPartyPin", "1234"],
    ["pin_ prompt_play", "https://a/b.mp3", "pinPromptPlay", "https://a/b.mp3"],
    ["create_session_with_single_Party", true, "createSessionWithSingleParty", true],
    ["created_time", "2024-02-01 06:28:15 +0000 +0000", "createdTime", "2024-02-01T06:28:15Z"],
  ])("reads %s %p as %s %p", (wire, value, name, expected) => {
    expect(read({ [wire]: value })).toEqual({ sessionUuid, [name]: expected });
  });

  it("keeps bare digits as Plivo dials them, even with a zero that rings no one", () => {
    expect(read({ first_party: "4402079460018" })).toEqual({ sessionUuid, firstParty: "+4402079460018" });
  });

  it.each(["callback_url", "created_time", "first_party", "pin_retry", "amount", "interaction"])(
    "reads %s as null if it is null or empty, and as missing if it is missing",
    (wire) => {
      const name = wire.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
      expect(read({ [wire]: null })).toEqual({ sessionUuid, [name]: null });
      expect(read({ [wire]: "" })).toEqual({ sessionUuid, [name]: null });
      expect(read({})).toEqual({ sessionUuid });
    },
  );

  it.each([
    ["modified_time", "yesterday"],
    ["duration", "long"],
    ["duration", " "],
    ["amount", "free"],
    ["record", 2],
    ["status", { nested: true }],
    ["interaction", ["no object"]],
  ])("reads %s %p as not reported", (wire, value) => {
    expect(read({ [wire]: value })).toEqual({ sessionUuid });
  });

  it("drops unknown keys, also prototype names", () => {
    const odd = JSON.parse('{"surprise": 1, "__proto__": {"status": "x"}, "constructor": 1}') as object;
    expect(read(odd)).toEqual({ sessionUuid });
  });

  it("prefers the correct spelling of a key", () => {
    expect(read({ pin_prompt_play: "https://right", "pin_ prompt_play": "https://wrong" })).toEqual({
      sessionUuid,
      pinPromptPlay: "https://right",
    });
  });

  it("types interactions, a list or a single one", () => {
    const wire = {
      start_time: "2024-02-01 06:30:00 +0000 UTC",
      end_time: "2024-02-01 06:31:00 +0000 UTC",
      first_party_resource_url: "/v1/Account/MA/Call/1/",
      recording_resource_url: null,
      type: "call",
      first_party_status: "completed",
      second_party_status: "no-answer",
      auth_id: "MAXXXXXXXXXXXXXXXXXX",
      total_call_amount: 0.025,
      call_billed_duration: 60,
      total_call_count: 2,
      duration: 42,
      unknown: 1,
    };
    const interaction = {
      startTime: "2024-02-01T06:30:00Z",
      endTime: "2024-02-01T06:31:00Z",
      firstPartyResourceUrl: "/v1/Account/MA/Call/1/",
      recordingResourceUrl: null,
      type: "call",
      firstPartyStatus: "completed",
      secondPartyStatus: "no-answer",
      authId: "MAXXXXXXXXXXXXXXXXXX",
      totalCallAmount: "0.025",
      callBilledDuration: 60,
      totalCallCount: 2,
      duration: 42,
    };
    expect(read({ interaction: [wire] })).toEqual({ sessionUuid, interaction: [interaction] });
    expect(read({ interaction: wire })).toEqual({ sessionUuid, interaction: [interaction] });
  });

  it("accepts anything without throwing", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.jsonValue(), (attributes, value) => {
        const odd = { ...attributes, status: value, amount: value, interaction: value, expiry_time: value };
        expect(read(odd)?.sessionUuid).toBe(sessionUuid);
      }),
    );
  });
});

describe("a response without a session", () => {
  it.each([undefined, null, "text", 5, [], {}, { session_uuid: "" }, { session_uuid: 5 }])("is %p", (value) =>
    expect(readSession(value)).toBeUndefined(),
  );
});
