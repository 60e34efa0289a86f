import fc from "fast-check";
import { requestSecrets } from "../../../provider/plivo/request-secrets.ts";
import { scrub } from "../../../provider/plivo/scrub.ts";
import { cpuMsOf } from "../../support/cpu-time.ts";

const digits = (min: number, max: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: min, maxLength: max }).map((all) => all.join(""));
/** Text without digits. */
const prose = fc.string({ unit: fc.constantFrom(...Array.from("abcdefxyz .,:;'\"(-_=/%")) });
const separators = fc.constantFrom("", " ", "-", ".", " - ", ") ", "‑", "/");

describe("scrubbing a text", () => {
  it("removes every phone number, whatever surrounds it", () => {
    fc.assert(
      fc.property(
        prose,
        fc.constantFrom("", "+", "%2B"),
        digits(7, 15),
        prose,
        (before, plus, number, after) => {
          expect(scrub(`${before}${plus}${number}${after}`, [])).not.toContain(number);
        },
      ),
    );
  });

  it("removes every number that is written with separators", () => {
    fc.assert(
      fc.property(prose, digits(7, 15), separators, prose, (before, number, separator, after) => {
        const written = number.split("").join(separator);
        expect(scrub(`${before}+${written}${after}`, [])).not.toContain(written);
      }),
    );
  });

  const gaps = [
    "_",
    ",",
    "|",
    ":",
    "%20",
    "&nbsp;",
    "&#160;",
    "\\u00a0",
    "\u200b",
    "\u2060\u200d",
    "\ufeff",
    " and ",
    "%E2%80%8B",
  ];

  it.each(gaps)("removes every known number that is written with %j between its digits", (gap) => {
    const number = "12025550123";
    for (const written of [number, number.slice(1), number.slice(-7)]) {
      const text = `parties ${Array.from(written).join(gap)} are wrong`;
      const scrubbed = scrub(text, [`+${number}`]);
      expect(scrubbed).toBe("parties [removed] are wrong");
    }
  });

  const base64 = (text: string) => Buffer.from(text).toString("base64");
  const wide = (text: string) =>
    text.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));

  it.each<[string, (number: string) => string]>([
    ["full-width digits", wide],
    ["full-width digits with gaps", (number) => Array.from(wide(number)).join("_")],
    [
      "mathematical digits",
      (number) => number.replace(/\d/g, (digit) => String.fromCodePoint(0x1d7ce + Number(digit))),
    ],
    [
      "circled digits",
      (number) =>
        number
          .replace(/[1-9]/g, (digit) => String.fromCharCode(0x245f + Number(digit)))
          .replaceAll("0", "\u24ea"),
    ],
    ["escapes of a URL", (number) => number.replace(/\d/g, "%3$&")],
    ["escapes of HTML", (number) => number.replace(/\d/g, (digit) => `&#${String(48 + Number(digit))};`)],
    ["escapes of JSON", (number) => number.replace(/\d/g, "\\u003$&")],
    ["base64", base64],
    ["base64 of URLs", (number) => Buffer.from(`>>${number}??`).toString("base64url")],
    ["base64 within more", (number) => base64(`first_party=+${number}&second_party=`)],
    ["base64 after a word", (number) => `token${base64(number)}`],
    ["base64 with gaps", (number) => base64(Array.from(number).join("-"))],
  ])("removes every known number in %s", (_, written) => {
    const number = "12025550123";
    const form = written(number);
    const scrubbed = scrub(`The party ${form} is wrong`, [`+${number}`]);
    expect(scrubbed).not.toContain(form);
    expect(scrubbed).toMatch(/^The party .{0,5}\[removed\].{0,4} is wrong$/);
  });

  it.each(["1\u200b2\u200b3\u200b4", "１２３４", "%31%32%33%34", base64("1234"), base64("pin: 1234.")])(
    "removes every known PIN as %j",
    (written) => expect(scrub(`pin ${written} is wrong`, ["1234"])).toBe("pin [removed] is wrong"),
  );

  it("removes every token in base64, whatever surrounds it", () => {
    const token = fc.string({ unit: "grapheme-ascii", minLength: 8, maxLength: 40 });
    fc.assert(
      fc.property(prose, token, prose, (before, secret, after) => {
        const encoded = base64(`${before}${secret}${after}`);
        expect(scrub(`auth ${encoded}.`, [secret])).not.toContain(encoded);
      }),
    );
  });

  it("does not mistake another number for a known one", () => {
    const text = "status 400, code 1202, 555 of 0124, id MTIwMjU1NTAxMjQ=";
    expect(scrub(text, ["+12025550123"])).toBe(text);
  });

  it.each(["1", "1_", "%20", "&nbsp;", "1\u200b", "１", "MTIz", "5550123,", "a:/", "%41"])(
    "is done in time for a long text of %j",
    async (unit) => {
      const text = unit.repeat(10_000 / unit.length);
      const taken = await cpuMsOf(() => scrub(text, ["+12025550123", "1234", "s3cret-token"]));
      expect(taken).toBeLessThan(2_000);
    },
  );

  it("removes every known PIN", () => {
    fc.assert(
      fc.property(prose, digits(4, 15), prose, (before, pin, after) => {
        expect(scrub(`${before}${pin}${after}`, [pin])).not.toContain(pin);
      }),
    );
  });

  it("removes every token, and what its encoding shows", () => {
    const token = fc.string({ unit: "grapheme-ascii", minLength: 8, maxLength: 40 });
    fc.assert(
      fc.property(prose, token, prose, (before, secret, after) => {
        const scrubbed = scrub(`${before}${secret} ${encodeURIComponent(secret)}${after}`, [secret]);
        expect(scrubbed).not.toContain(secret);
        expect(scrubbed).not.toContain(encodeURIComponent(secret));
      }),
    );
  });

  it("keeps UUIDs", () => {
    fc.assert(
      fc.property(fc.uuid(), digits(10, 12), (uuid, number) => {
        expect(scrub(`request ${uuid} for ${number}`, [])).toBe(`request ${uuid} for [removed]`);
      }),
    );
  });

  it.each([
    ["Number pool exhausted or not available.", "Number pool exhausted or not available."],
    ["session_expiry must be within 60 and 86400", "session_expiry must be within 60 and 86400"],
    ["call +1 (202) 555-0100 now", "call [removed] now"],
    [
      "see https://me:pw@hooks.example.com/in?key=abc#frag please",
      "see https://[removed]@hooks.example.com/in?[removed] please",
    ],
    [
      "GET /v1/Account/MA/Masking/Session?first_party=abc failed",
      "GET /v1/Account/MA/Masking/Session?[removed] failed",
    ],
    ["see https:/u:pw@h.example/in", "see https:/[removed]@h.example/in"],
    ["see https:\\\\u:pw@h.example\\in?key=abc", "see https:\\\\[removed]@h.example\\in?[removed]"],
    ["see https:u:pw@h.example?key=abc", "see https:[removed]@h.example?[removed]"],
    ["see https://h.example/https%3A%2F%2Fu%3Apw%40h please", "see [removed] please"],
  ])("of %p leaves %p", (text, rest) => expect(scrub(text, [])).toBe(rest));

  it.each([
    ["see https://hooks.example.com/in please", [], "see https://hooks.example.com/in please"],
    ["see https://hooks.example.com/in#frag please", [], "see https://hooks.example.com/in?[removed] please"],
    ["key abcdefgh and abcdefghij", ["abcdefgh", "abcdefghij"], "key [removed] and [removed]"],
    ["key abcdefghij and abcdefgh", ["abcdefghij", "abcdefgh"], "key [removed] and [removed]"],
    ["nothing", [""], "nothing"],
    ["a+bcdefg and abcdefg", ["a+bcdefg"], "[removed] and abcdefg"],
    ["pin 1234 of id 12345", ["1234"], "pin [removed] of id 12345"],
  ])("of %p, with the secrets %j, leaves %p", (text, secrets, rest) => {
    expect(scrub(text, secrets)).toBe(rest);
  });

  it.each([999, 1_000, 1_001])("removes a secret of %i characters, also one with signs", (length) => {
    const secret = "(".repeat(length);
    expect(scrub(`a ${secret} b`, [secret])).toBe("a [removed] b");
  });

  it.each(["pin-1234.", "a1234", "id1234 is bad", "(1234)"])("removes a known PIN in %p", (text) => {
    expect(scrub(text, ["1234"])).not.toContain("1234");
  });

  it("keeps a PIN's digits as a part of a longer number", () => {
    expect(scrub("allowed: 14400", ["1440"])).toBe("allowed: 14400");
  });
});

describe("what a request contains that no error may repeat", () => {
  it("is numbers, PINs, and the credentials and queries of URLs", () => {
    const secrets = requestSecrets({
      method: "POST",
      path: "/v1",
      body: {
        first_party: "+12025550100",
        first_party_pin: "1234",
        record: true,
        record_file_format: "mp3",
        callback_url: "https://user:p%40ss@hooks.example.com/in?token=a%20b",
        recording_callback_url: "htp//no-url@?%zz",
      },
    });
    expect(secrets).toEqual(
      expect.arrayContaining(["+12025550100", "1234", "p%40ss", "p@ss", "token=a%20b", "token=a b", "%zz"]),
    );
    expect(secrets).not.toContain("mp3");
  });

  it("is nothing else", () => {
    const body = {
      first_party: "+12025550100",
      record: true,
      ring_timeout: 30,
      callback_url: "https://hooks.example.com/in?retries=1&key=s3cret-key",
    };
    expect(requestSecrets({ method: "POST", path: "/v1", body })).toEqual([
      "+12025550100",
      "retries=1&key=s3cret-key",
      "retries=1&key=s3cret-key",
      "s3cret-key",
    ]);
    expect(requestSecrets({ method: "GET", path: "/v1" })).toEqual([]);
  });

  it("includes the numbers of a list's filters", () => {
    const query = new URLSearchParams({ first_party: "+12025550100", status: "active" });
    expect(requestSecrets({ method: "GET", path: "/v1", query })).toEqual(["+12025550100"]);
  });

  it.each([
    "https:/u:s3cret-pw@h/in",
    "https:\\\\u:s3cret-pw@h/in",
    "https://h/in?next=https%3A%2F%2Fu%3As3cret-pw%40h2",
    "https://u:s3cret\t-pw@h/",
  ])("includes the password of %j", (callback_url) => {
    const secrets = requestSecrets({ method: "POST", path: "/v1", body: { callback_url } });
    expect(secrets).toContain("s3cret-pw");
    expect(scrub(`callback_url ${callback_url} is wrong; use s3cret-pw`, secrets)).not.toContain("cret");
  });
});
