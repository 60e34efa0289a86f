import fc from "fast-check";
import {
  concealCredentials,
  hasCredentials,
  withoutCredentials,
} from "../../../provider/common/url-credentials.ts";
import { cpuMsOf } from "../../support/cpu-time.ts";

/** Each has the password s3cret-pw. */
const withPassword = [
  "https://u:s3cret-pw@example.com/in",
  "https:/u:s3cret-pw@example.com/in",
  "https:u:s3cret-pw@example.com/in",
  "https:\\\\u:s3cret-pw@example.com/in",
  "https:\\u:s3cret-pw@example.com/in",
  "https:/\\/u:s3cret-pw@example.com/in",
  "HTTPS://///u:s3cret-pw@example.com",
  "  https://u:s3cret-pw@example.com/in",
  "ht\ttps:/\n/u:s3cret-pw@example.com/in",
  "https://u:\ts3cret-pw@exa\rmple.com/in",
  "https://u:p@ss:s3cret-pw@example.com/in",
  'https://u:"<s3cret-pw> x@example.com/in',
  "https://:s3cret-pw@example.com/in",
  "https://s3cret-pw@example.com/in",
  "ftp://u:s3cret-pw@example.com/in",
  "https://example.com/in?next=https://u:s3cret-pw@example.org/",
  "https://example.com/in?next=https:/u:s3cret-pw@example.org/",
  "https://example.com/in?a=1#https:\\u:s3cret-pw@example.org",
  "https://example.com/https://u:s3cret-pw@example.org/",
  "https://example.com/in?next=https%3A%2F%2Fu%3As3cret-pw%40example.org",
  "https://example.com/in?next=https%253A%252F%252Fu%253As3cret-pw%2540example.org",
  "https://v:other@example.com/in?next=https%3a%2f%2fu:s3cret-pw%40example.org",
  "https://u:s3cret-pw@",
];

const without = [
  "https://example.com/in",
  "https://example.com:8443/in?email=me@example.com#a@b",
  "https://example.com/@user/a:b@c",
  "https://example.com\\@user",
  "https://example.com/in?to=sip:me@example.com",
  "mailto:me@example.com",
  "me@example.com",
  "",
];

describe("a URL with a user or password", () => {
  it.each(withPassword)("such as %j is shown without its password", (url) => {
    expect(hasCredentials(url)).toBe(true);
    const concealed = concealCredentials(url, "•••");
    expect(concealed).not.toContain("s3cret-pw");
    expect(concealed).toContain("•••");
  });

  it.each([...without, undefined, 7])("is not %j, which stays unchanged", (value) => {
    expect(hasCredentials(value)).toBe(false);
    if (typeof value === "string") expect(concealCredentials(value, "•••")).toBe(value);
  });

  it("keeps the rest of the URL if it is readable", () => {
    expect(concealCredentials("https:\\\\u:p@example.com/in?a=https:/v:q@h#x", "•••")).toBe(
      "https:\\\\•••@example.com/in?a=https:/•••@h#x",
    );
    expect(concealCredentials("https://u:p@example.com/in?a=http%3A%2F%2Fv%3Aq%40h", "•••")).toBe(
      "https://•••@example.com/•••",
    );
  });

  it("is every URL in which the URL standard's parser finds a user or password", () => {
    const characters = fc.constantFrom(...Array.from(":@/\\?#\t\n\r %2ahtpsu.\"'"));
    const urls = fc
      .tuple(
        fc.constantFrom("https:", "http:", "HTTP:", "ftp:", "wss:", "h\tttp:"),
        fc.string({ unit: characters, maxLength: 14 }),
        fc.constantFrom("", "@h", "@h/x", "u:p@h?q=1"),
      )
      .map((parts) => parts.join(""));
    let found = 0;
    fc.assert(
      fc.property(urls, (text) => {
        const url = URL.parse(text);
        if (url === null || (url.username === "" && url.password === "")) return;
        found += 1;
        expect(hasCredentials(text)).toBe(true);
        expect(URL.parse(concealCredentials(text, "hidden"))).toMatchObject({
          username: "hidden",
          password: "",
        });
      }),
      { numRuns: 3_000 },
    );
    expect(found).toBeGreaterThan(200);
  });

  it.each(["https:", "https:/u@", "@", "a@https:", "%40", "%2540", ":\\", "&nbsp;", "//", "x:/@"])(
    "is found in time in a long text of %j",
    async (unit) => {
      const text = unit.repeat(60_000);
      const taken = await cpuMsOf(() => {
        concealCredentials(text, "•••");
        withoutCredentials(text.slice(0, 10_000), "•••");
      });
      expect(taken).toBeLessThan(2_000);
    },
  );
});

describe("a text that contains URLs", () => {
  it.each([
    ["see https://u:p@h/in, please", "see https://•••@h/in, please"],
    ["see https:/u:p@h and https:\\\\u:p@h", "see https:/•••@h and https:\\\\•••@h"],
    ['"https:u:p@h" is wrong', '"https:•••@h" is wrong'],
    ["see https:/ /u:a b c@h, please", "see https:/ /•••@h, please"],
    ["see https://plivo.com or ask me@example.com", "see https://plivo.com or ask me@example.com"],
    ["from me@example.com at 10:30", "from me@example.com at 10:30"],
  ])("%j is shown as %j", (text, rest) => expect(withoutCredentials(text, "•••")).toBe(rest));
});
