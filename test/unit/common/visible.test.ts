import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { ProviderError } from "../../../provider/common/errors.ts";
import { literal, visible, visibleJson, visibleLines, visibleLog } from "../../../provider/common/visible.ts";

/**
 * C0, ESC, CR, newline, DEL, C1, zero-width, bidi, soft hyphen, a tag beyond U+FFFF, and Unicode's
 * separators.
 */
const hostile =
  "\u0000\u001b\r\n\t\u007f\u009b\u200b\u200d\u2066\u202e\ufeff\u00ad\u{e0041}\u{110bd}\u2028\u2029";
const invisible = /[\p{Cc}\p{Cf}\u2028\u2029]/u;
/** Any text, often with such characters. */
const texts = fc.string({
  unit: fc.oneof(fc.constantFrom(...Array.from(hostile)), fc.string({ unit: "binary" })),
});

describe("visible", () => {
  it.each([
    ["\u001b]52;c;cm0gLXJmIH4=\u0007", "\\u001b]52;c;cm0gLXJmIH4=\\u0007"],
    ["shown\r\u001b[2Khidden", "shown\\u000d\\u001b[2Khidden"],
    ["x\n::set-env name=A::b", "x\\u000a::set-env name=A::b"],
    ["admin\u202etxt.exe", "admin\\u202etxt.exe"],
    ["\u{e0041}", "\\udb40\\udc41"],
    ["Żółć 番号 é ••• 👩", "Żółć 番号 é ••• 👩"],
    ["C:\\u001b", "C:\\u001b"],
  ])("shows the text %j as %p", (text, shown) => expect(visible(text)).toBe(shown));

  it("leaves no control or format character, and changes nothing the second time", () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(visible(text)).not.toMatch(invisible);
        expect(visible(visible(text))).toBe(visible(text));
      }),
    );
  });
});

it("visibleLines keeps newlines, and nothing else that is invisible", () => {
  expect(visibleLines("a\nb\r\n\tc")).toBe("a\nb\\u000d\n\\u0009c");
});

it("visibleJson keeps the value, and contains no invisible character but newlines between its lines", () => {
  fc.assert(
    fc.property(texts, fc.constantFrom(undefined, 2), (text, indent) => {
      const json = visibleJson({ [text]: [text] }, indent);
      expect(JSON.parse(json)).toEqual({ [text]: [text] });
      expect(json.replaceAll("\n", "")).not.toMatch(invisible);
    }),
  );
});

it("literal is the same text in a program, and contains no invisible character", () => {
  fc.assert(
    fc.property(texts, (text) => {
      expect(literal(text)).not.toMatch(invisible);
      expect(runInNewContext(literal(text))).toBe(text);
    }),
  );
});

it("visibleLog logs visible lines", () => {
  const lines: string[] = [];
  visibleLog((line) => lines.push(line))(hostile);
  expect(lines).toEqual([visible(hostile)]);
});

it("every error of the package has a visible message", () => {
  class Some extends ProviderError {
    readonly code = "PLIVO_SOME";
  }
  const { message, stack = "" } = new Some(`account ${hostile} does`);
  expect(message).toBe(`account ${visible(hostile)} does`);
  expect(stack.split("\n")).toEqual([`Some: ${message}`, expect.stringMatching(/^ {4}PLIVO_SOME: \S+$/)]);
});
