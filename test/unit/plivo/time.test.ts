import fc from "fast-check";
import { filterTime, httpDate, isoTime, retryAfterSeconds } from "../../../provider/plivo/time.ts";

const milliseconds = fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2099, 11, 31) });
const ending = fc.constantFrom("+0000 UTC", "+0000 +0000");

/** A time as Plivo's servers write it, without trailing zeros of the fraction. */
function vendorTime(time: number, end: string): string {
  const written = new Date(time).toISOString().replace("T", " ").replace("Z", "");
  return `${written.replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "")} ${end}`;
}

describe("a timestamp of the vendor's", () => {
  it.each([
    ["2024-02-01 06:28:15 +0000 UTC", "2024-02-01T06:28:15Z"],
    ["2024-02-01 06:28:15 +0000 +0000", "2024-02-01T06:28:15Z"],
    ["2023-03-07 11:21:04.5 +0000 UTC", "2023-03-07T11:21:04.500Z"],
    ["2023-03-07 11:21:04.123456 +0000 UTC", "2023-03-07T11:21:04.123Z"],
    ["2023-03-07 11:21:04.000009 +0000 +0000", "2023-03-07T11:21:04Z"],
    ["2024-02-29T23:59:59Z", "2024-02-29T23:59:59Z"],
  ])("%s is %s", (vendor, iso) => expect(isoTime(vendor)).toBe(iso));

  it.each([
    "",
    "soon",
    "2024-02-30 06:28:15 +0000 UTC",
    "2024-13-01 06:28:15 +0000 UTC",
    "2024-02-01 24:00:00 +0000 UTC",
    "2024-02-01 06:28:15 +0530 IST",
    "2024-02-01",
  ])("of %p is invalid", (text) => expect(isoTime(text)).toBeUndefined());

  it("keeps its time to the millisecond", () => {
    fc.assert(
      fc.property(milliseconds, ending, (time, end) => {
        expect(Date.parse(isoTime(vendorTime(time, end)) ?? "")).toBe(time);
      }),
    );
  });

  it("is read the same in ISO 8601", () => {
    fc.assert(
      fc.property(milliseconds, ending, (time, end) => {
        const once = isoTime(vendorTime(time, end));
        expect(isoTime(once ?? "")).toBe(once);
      }),
    );
  });

  it("in any other text throws nothing", () => {
    fc.assert(
      fc.property(fc.string(), (text) => expect(["string", "undefined"]).toContain(typeof isoTime(text))),
    );
  });
});

describe("a filter's time", () => {
  it.each([
    ["2024-02-01T06:28:15Z", "2024-02-01 06:28:15"],
    ["2024-02-01T06:28:15.250Z", "2024-02-01 06:28:15.250"],
    ["2024-02-01T08:28:15+02:00", "2024-02-01 06:28:15"],
    ["2024-02-01 06:28", "2024-02-01 06:28"],
    ["whatever the vendor says of it", "whatever the vendor says of it"],
  ])("%s is sent as %s", (given, sent) => expect(filterTime(given)).toBe(sent));
});

describe("the header Retry-After", () => {
  const now = Date.UTC(2026, 2, 1, 10, 0, 0);

  it.each([
    ["7", 7],
    [" 0 ", 0],
    ["Sun, 01 Mar 2026 10:00:30 GMT", 30],
    ["Sun, 01 Mar 2026 09:00:00 GMT", 0],
    [undefined, undefined],
    ["", undefined],
    ["5.5", undefined],
    ["-5", undefined],
    ["soon", undefined],
    ["2026", 2026],
    ["Sun, 99 Mar 2026 10:00:30 GMT", undefined],
  ])("%p asks for %p seconds", (header, seconds) => expect(retryAfterSeconds(header, now)).toBe(seconds));

  it("accepts any HTTP date", () => {
    fc.assert(
      fc.property(milliseconds, (time) => {
        const whole = time - (time % 1000);
        expect(httpDate(new Date(whole).toUTCString())).toBe(whole);
      }),
    );
  });
});
