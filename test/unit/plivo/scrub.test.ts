import fc from "fast-check";
import { requestSecrets } from "../../../provider/plivo/request-secrets";
import { scrub } from "../../../provider/plivo/scrub";

const digits = (min: number, max: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: min, maxLength: max }).map((all) => all.join(""));
/** Words as vendors write them, without digits. */
const prose = fc.string({ unit: fc.constantFrom(...Array.from("abcdefxyz .,:;'\"(-_=/%")) });
const separators = fc.constantFrom("", " ", "-", ".", " - ", ") ", "‑", "/");

describe("scrubbing", () => {
  it("lets no phone number survive, whatever stands around it", () => {
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

  it("lets no number survive that is written with separators", () => {
    fc.assert(
      fc.property(prose, digits(7, 15), separators, prose, (before, number, separator, after) => {
        const written = number.split("").join(separator);
        expect(scrub(`${before}+${written}${after}`, [])).not.toContain(written);
      }),
    );
  });

  it("lets no PIN survive that is known", () => {
    fc.assert(
      fc.property(prose, digits(4, 15), prose, (before, pin, after) => {
        expect(scrub(`${before}${pin}${after}`, [pin])).not.toContain(pin);
      }),
    );
  });

  it("lets no token survive, nor what its encoding shows", () => {
    const token = fc.string({ unit: "grapheme-ascii", minLength: 8, maxLength: 40 });
    fc.assert(
      fc.property(prose, token, prose, (before, secret, after) => {
        const scrubbed = scrub(`${before}${secret} ${encodeURIComponent(secret)}${after}`, [secret]);
        expect(scrubbed).not.toContain(secret);
        expect(scrubbed).not.toContain(encodeURIComponent(secret));
      }),
    );
  });

  it("leaves UUIDs", () => {
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
  ])("of %p leaves %p", (text, rest) => {
    expect(scrub(text, [])).toBe(rest);
  });

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

  it.each([999, 1_000, 1_001])("finds a secret of %i characters, also one with signs", (length) => {
    const secret = "(".repeat(length);
    expect(scrub(`a ${secret} b`, [secret])).toBe("a [removed] b");
  });

  it.each(["pin-1234.", "a1234", "id1234 is bad", "(1234)"])("finds a known PIN in %p", (text) => {
    expect(scrub(text, ["1234"])).not.toContain("1234");
  });

  it("does not take a PIN for a part of a longer number", () => {
    expect(scrub("allowed: 14400", ["1440"])).toBe("allowed: 14400");
  });
});

describe("what a request says that no error may repeat", () => {
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

  it("is the numbers of a list's filters", () => {
    const query = new URLSearchParams({ first_party: "+12025550100", status: "active" });
    expect(requestSecrets({ method: "GET", path: "/v1", query })).toEqual(["+12025550100"]);
  });
});
