import { LeakSearch } from "../support/leaks/search.ts";
import type { CaptureKind, Recorded, ValueKind } from "../../tools/leaks/record.ts";

const value = (kind: ValueKind, text: string, origin = "a"): Recorded => ({ origin, value: kind, text });

/** The kinds of values that a search finds in a text of the test "a". */
function found(text: string, ...values: Recorded[]): string[] {
  return new LeakSearch(values).hitsIn({ origin: "a", capture: "text", text }).map(({ kind }) => kind);
}

describe("the search for leaks", () => {
  const number = value("number", "12025550147");
  it.each([
    "+12025550147",
    "12025550147",
    "+1 202 555 0147",
    "+1 (202) 555-0147",
    "%2B12025550147",
    "\\u002b12025550147",
    '{"a":"12025550147"}',
    "0012025550147",
    "(202) 555-0147",
    "202-555-0147",
    "2025550147",
    "+1%20202%20555%200147",
    "%28202%29%20555-0147",
    "1/202/555/0147",
    "202|555|0147",
    "202_555_0147",
    "202&nbsp;555&nbsp;0147",
    "+1\u200b202\u200b555\u200b0147",
  ])("finds a number written as %s, in any test's captures", (text) => {
    expect(found(`before ${text} after`, number)).toEqual(["number"]);
    expect(found(text, value("number", "12025550147", "b"))).toEqual(["number"]);
  });

  it("finds a number of another country without its country code", () => {
    expect(found("call 020 7946 0018", value("number", "442079460018"))).toEqual(["number"]);
  });

  it.each(["12025550148", "1202555", "1202555:0147", "[removed]"])(
    "does not mistake %s for a number",
    (text) => expect(found(text, number)).toEqual([]),
  );

  it.each(['"firstPartyPin":"48217"', "PIN 48217.", "pin: 48217", "(48217)", "pin=48217", "pin:48217"])(
    "finds a PIN in %s",
    (text) => expect(found(text, value("PIN", "48217"))).toEqual(["PIN"]),
  );

  it.each([
    "c28b77d4-48217-43bd",
    "a48217f",
    "v1:q48217+/=",
    "http://127.0.0.1:48217/v1",
    "localhost:48217",
    '"sequence":48217,',
    '"sequence": 48217,',
    "index.js:48217:5",
    "pulumi/resource.ts#48217,22",
    "pulumi/resource.ts#8,48217",
    "runtime/asm_amd64.s#48217",
    "created by root@host (pid 48217) at",
    "pid: 48217",
    "2026-03-01T10:00:00.48217Z",
    "148217",
    "4.48217",
    "48217.5",
  ])("does not mistake a part of %s for a PIN", (text) => {
    expect(found(text, value("PIN", "48217"))).toEqual([]);
  });

  it("looks for short PINs only in their own test and if they are no common number, and for long ones everywhere", () => {
    expect(found("PIN 48217", value("PIN", "48217", "b"))).toEqual([]);
    expect(found("in 7200 s", value("PIN", "7200"), value("public", "7200"))).toEqual([]);
    expect(found("PIN 482170936", value("PIN", "482170936", "b"))).toEqual(["PIN"]);
  });

  it("does not mistake the digits of a time for a number or PIN", () => {
    const created = '"created":"2026-11-30T08:13:17.481516234Z"';
    expect(found(created, value("PIN", "1748151"), value("PIN", "481516234"))).toEqual([]);
    expect(found(`${created}, PIN 1748151`, value("PIN", "1748151"))).toEqual(["PIN"]);
  });

  it("does not mistake the seconds of an engine event for a number or PIN", () => {
    const event = (more: string) => `{"sequence":13,"timestamp":1796055012,"message":"${more}"}`;
    expect(found(event("done"), value("PIN", "7960550"))).toEqual([]);
    expect(found(event("done"), value("number", "1796055012"))).toEqual([]);
    expect(found(event("PIN 7960550"), value("PIN", "7960550"))).toEqual(["PIN"]);
  });

  it("does not mistake the digits of a UUID for a number or PIN", () => {
    const uuid = "4821e74a-db12-435e-4821-0936b46e2cfe";
    expect(found(`api_id ${uuid}`, value("PIN", "48210936"))).toEqual([]);
    expect(found(`api_id ${uuid}, PIN 48210936`, value("PIN", "48210936"))).toEqual(["PIN"]);
  });

  it("finds a token as it is, URL-encoded, in JSON and in base64", () => {
    const token = 'sesame "open"/+';
    const forms = [
      token,
      encodeURIComponent(token),
      JSON.stringify({ token }),
      Buffer.from(token).toString("base64"),
    ];
    for (const form of forms) expect(found(`x${form}y`, value("token", token))).toEqual(["token"]);
    expect(found("sesame", value("token", token))).toEqual([]);
  });

  it("accepts a number that Pulumi shows in clear text where docs/moving.md says so, in that test only", () => {
    const values = [number, value("clear", "12025550147"), value("number", "12025550199")];
    const hits = (capture: CaptureKind, text: string, origin = "a") =>
      new LeakSearch(values).hitsIn({ origin, capture, text }).map(({ kind }) => kind);
    const line = '~ firstParty: "+12025550147" => [secret]';
    for (const capture of ["text", "events", "digest", "state"] as const)
      expect(hits(capture, line)).toEqual([]);
    for (const capture of ["log", "error", "process"] as const)
      expect(hits(capture, line)).toEqual(["number"]);
    expect(hits("text", line, "b")).toEqual(["number"]);
    expect(hits("text", `${line} +12025550199`)).toEqual(["number"]);
  });

  it("reports where and what it found, without the value", () => {
    const capture = {
      origin: "a",
      capture: "state" as CaptureKind,
      text: `{"firstParty":"+12025550147","to":"+12025550199"}`,
    };
    const hits = new LeakSearch([number]).hitsIn(capture);
    expect(hits).toEqual([
      { kind: "number", capture: "state", origin: "a", excerpt: '{"firstParty":"+•••","to":"+•••"}' },
    ]);
  });
});
