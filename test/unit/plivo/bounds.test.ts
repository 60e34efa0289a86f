import { beginning, readErrorBody } from "../../../provider/plivo/error-body.ts";
import { failureOf } from "../../../provider/plivo/response-errors.ts";
import { readSession } from "../../../provider/plivo/schemas.ts";
import { scrub } from "../../../provider/plivo/scrub.ts";
import { unknownValue } from "../../../provider/common/unknown-value.ts";
import { fromEngine } from "../../../provider/dynamic/unknown.ts";
import { unknownInput } from "../../../provider/session/unknown.ts";
import { cpuMsOf } from "../../support/cpu-time.ts";

const request = { method: "POST", path: "/v1/Account/MA/Masking/Session" } as const;
const response = (body: string) => ({
  status: 500,
  body,
  requestId: undefined,
  retryAfter: undefined,
  date: undefined,
  receivedAt: 0,
});
const vendorText = (error: string) => failureOf(request, response(JSON.stringify({ error })), []).vendorText;

describe("an error's text of any length", () => {
  it("is read only at its beginning, on one line", () => {
    const text = beginning("word  \n".repeat(5_000));
    expect(text.length).toBeLessThan(10_000);
    expect(text).toMatch(/^(word )+word$/);
  });

  it("loses a number that the cut would split", () => {
    const text = beginning(`${"x".repeat(9_990)} +1 202 555 0100 and more`);
    expect(text).toBe("x".repeat(9_990));
  });

  it.each(["://", "<title", "1 ", "(1)-", "?a=", "%"])(
    "and made of many %j is read in time, and loses what the cut splits",
    async (part) => {
      const text = `That is wrong ${part.repeat(3_000_000 / part.length)}`;
      const taken = await cpuMsOf(() => {
        expect(failureOf(request, response(text), []).vendorText).toBe("That is wrong");
        expect(vendorText(text)).toBe("That is wrong");
        expect(readErrorBody(text).text).toBe("That is wrong");
      });
      expect(taken).toBeLessThan(2_000);
    },
  );

  it("is shown with at most 300 characters", () => {
    const shown = `${"word ".repeat(59)}word…`;
    expect(shown).toHaveLength(300);
    const text = "word ".repeat(600_000);
    expect(failureOf(request, response(text), []).vendorText).toBe(shown);
    expect(vendorText(text)).toBe(shown);
  });

  it("hides a number with its digits far apart", () => {
    expect(vendorText("12025     550100 is not valid")).toBe("[removed] is not valid");
  });
});

describe("scrubbing a text", () => {
  it("handles a secret that cannot be encoded, and one that is longer than any pattern", () => {
    const half = "\ud800abcdef";
    const long = "x".repeat(100_000);
    expect(scrub(`${half} and ${long} and abc`, [half, long])).toBe("[removed] and [removed] and abc");
  });
});

describe("an attribute of a session", () => {
  it.each(["9".repeat(400), `1${"0".repeat(100_000)}1e1`])(
    "is not reported if it is no sensible number",
    (text) => {
      const session = readSession({ session_uuid: "u", amount: text, duration: text });
      expect(session).toEqual({ sessionUuid: "u" });
    },
  );

  it.each(["+12025550100", "12025550100", "a/b", "", "x".repeat(101)])("session_uuid %j is no UUID", (uuid) =>
    expect(readSession({ session_uuid: uuid })).toBeUndefined(),
  );
});

describe("an unknown value", () => {
  it("is found however deep it lies", () => {
    const nest = (inner: unknown) => {
      let value = inner;
      for (let depth = 0; depth < 20_000; depth += 1) value = [undefined, { value }];
      return value;
    };
    expect(fromEngine({ record: nest(unknownValue) })).toEqual({ record: unknownInput });
    const known = { record: nest("known") };
    expect(fromEngine(known).record).toBe(known.record);
  });
});
