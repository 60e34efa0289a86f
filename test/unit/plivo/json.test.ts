import { isNestedTooDeep, maxLevels, parseResponse, parseJson } from "../../../provider/plivo/json.ts";

const brackets = (levels: number, open = "[", close = "]") => `${open.repeat(levels)}${close.repeat(levels)}`;

describe("the JSON of a response", () => {
  it("is read up to 32 nested lists and objects", () => {
    expect(maxLevels).toBe(32);
    expect(JSON.stringify(parseResponse(brackets(32)))).toBe(brackets(32));
    expect(parseResponse(brackets(33))).toBeUndefined();
    const objects = (levels: number) => `${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`;
    expect(parseResponse(objects(32))).toBeDefined();
    expect(parseResponse(objects(33))).toBeUndefined();
    expect(parseResponse(brackets(16, '[{"a":', "}]").replace('{"a":}', '{"a":1}'))).toBeDefined();
  });

  it("can have any number of lists side by side", () => {
    const wide = `[${Array.from({ length: 1_000 }, () => "[{}]").join()}]`;
    expect(parseResponse(wide)).toHaveLength(1_000);
  });

  it.each([
    ["[".repeat(40)],
    [`\\" ${"[".repeat(40)}`],
    [`${"\\".repeat(7)}${"{".repeat(40)}`],
    [`"${"[".repeat(40)}"`],
    ["\\"],
  ])("can have brackets in a string: %s", (text) => {
    const json = JSON.stringify({ text, list: [text, { [text]: text }] });
    expect(isNestedTooDeep(json)).toBe(false);
    expect(parseResponse(json)).toEqual({ text, list: [text, { [text]: text }] });
    expect(parseResponse(`[${json},${brackets(33)}]`)).toBeUndefined();
  });

  it.each(["", "[", '"', '"\\', '{"a', "]]]]", '"\\"[[['])("is undefined if it is invalid: %j", (raw) => {
    expect(parseResponse(raw)).toBeUndefined();
  });

  it("is checked before it is parsed", () => {
    const parse = jest.spyOn(JSON, "parse");
    expect(parseResponse("[".repeat(12_000_000))).toBeUndefined();
    expect(parse).not.toHaveBeenCalled();
    parse.mockRestore();
  });
});

it("JSON of this machine's own files has no depth limit", () =>
  expect(parseJson(brackets(100))).toBeDefined());
