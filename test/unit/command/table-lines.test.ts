import { tableLines, type Column } from "../../../provider/command/table-lines.ts";

interface Row {
  readonly name: string;
  readonly size: string;
  readonly text: string;
}

const name: Column<Row> = { title: "NAME", text: (row) => row.name };
const size: Column<Row> = { title: "SIZE", text: (row) => row.size, dropOrder: 2 };
const note: Column<Row> = { title: "NOTE", text: (row) => row.text, dropOrder: 1 };
const text: Column<Row> = { title: "TEXT", text: (row) => row.text };

const row = (given: Partial<Row>): Row => ({ name: "a", size: "1", text: "", ...given });

/** The lines without colours. */
function linesWithoutStyles(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  width = Number.POSITIVE_INFINITY,
) {
  const { lines, dropped } = tableLines(rows, columns, width);
  const texts = lines.map((line) => line.map((part) => (typeof part === "string" ? part : part.text)));
  return { lines: texts.map((parts) => parts.join("")), dropped };
}

describe("a table", () => {
  it("has its columns below their titles, separated by two blanks", () => {
    const rows = [row({ name: "long", size: "10" }), row({ text: "b" })];
    expect(linesWithoutStyles(rows, [name, size, text]).lines).toEqual([
      "NAME  SIZE  TEXT",
      "long  10    ",
      "a     1     b",
    ]);
  });

  it("is as wide as the terminal before it drops a column", () => {
    const rows = [row({ text: "abcd" })];
    expect(linesWithoutStyles(rows, [name, size, note], 16)).toEqual({
      lines: ["NAME  SIZE  NOTE", "a     1     abcd"],
      dropped: [],
    });
    expect(linesWithoutStyles(rows, [name, size, note], 15)).toEqual({
      lines: ["NAME  SIZE", "a     1   ".trimEnd()],
      dropped: ["NOTE"],
    });
  });

  it("drops the lowest priority first, and no more columns than necessary", () => {
    const rows = [row({ text: "abcd" })];
    expect(linesWithoutStyles(rows, [size, note, name], 10).dropped).toEqual(["NOTE"]);
    expect(linesWithoutStyles(rows, [size, note, name], 9).dropped).toEqual(["SIZE", "NOTE"]);
    expect(linesWithoutStyles(rows, [size, note, name], 3)).toEqual({
      lines: ["NAME", "a"],
      dropped: ["SIZE", "NOTE"],
    });
  });

  it("wraps its last column between words, each line below the first", () => {
    const rows = [row({ text: "four words of which two fit" })];
    // 6 for the name and 20 for the text.
    expect(linesWithoutStyles(rows, [name, text], 26).lines).toEqual([
      "NAME  TEXT",
      "a     four words of which",
      "      two fit",
    ]);
    expect(linesWithoutStyles([row({ text: "12345 123456789 1234 6" })], [name, text], 26).lines).toEqual([
      "NAME  TEXT",
      "a     12345 123456789 1234",
      "      6",
    ]);
    expect(linesWithoutStyles([row({ text: "12345 123456789 12345" })], [name, text], 26).lines).toEqual([
      "NAME  TEXT",
      "a     12345 123456789",
      "      12345",
    ]);
  });

  it("keeps a word whole even if it is longer than a line", () => {
    const word = "https://example.com/a-long-path";
    expect(linesWithoutStyles([row({ text: `see ${word} for more` })], [name, text], 26).lines).toEqual([
      "NAME  TEXT",
      "a     see",
      `      ${word}`,
      "      for more",
    ]);
  });

  it("does not wrap a text that has fewer than 20 characters of width", () => {
    const long = "four words of which two fit";
    expect(linesWithoutStyles([row({ text: long })], [name, text], 25).lines).toEqual([
      "NAME  TEXT",
      `a     ${long}`,
    ]);
  });

  it("has its cells in their styles, its titles in bold, and the style of a wrapped text on each line", () => {
    const styledText: Column<Row> = { ...text, style: () => "red" };
    const { lines } = tableLines([row({ text: "four words of which two fit" })], [name, styledText], 26);
    const styles = lines.map((line) => line.map((part) => (typeof part === "string" ? "" : part.style)));
    expect(styles).toEqual([
      ["bold", "", "bold"],
      [undefined, "", "red"],
      ["", "red"],
    ]);
  });

  it("has no line if it has no columns", () => expect(linesWithoutStyles([row({})], []).lines).toEqual([]));
});
