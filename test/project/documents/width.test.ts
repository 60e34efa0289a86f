import { allPages } from "./pages.ts";

const maxWidth = 110;

/** The line with each piece of code and each link as one word. */
function unbroken(line: string): string {
  return line.replace(/`[^`]*`\.?|!?\[[^\]]*\]\([^)]*\)/g, (text) => text.replaceAll(" ", "_"));
}

/** The line numbers of prose that is too wide. Tables, code, front matter and single words cannot wrap. */
function wideLines(text: string): number[] {
  let fence: string | undefined;
  const isFrontMatter = text.startsWith("---\n");
  const lines = text.split("\n");
  const start = isFrontMatter ? lines.indexOf("---", 1) + 1 : 0;
  return lines.flatMap((line, index) => {
    const [, mark] = /^\s*(`{3,})/.exec(line) ?? [];
    if (mark !== undefined && (fence === undefined || fence === mark))
      fence = fence === undefined ? mark : undefined;
    const isProse = index >= start && fence === undefined && mark === undefined && !line.startsWith("|");
    const canWrap = /\S\s+\S/.test(
      unbroken(line)
        .trim()
        .replace(/^(?:[-*]|\d+\.|#+) /, ""),
    );
    return isProse && canWrap && line.length > maxWidth ? [index + 1] : [];
  });
}

describe("the prose of the pages", () => {
  it("wraps at 110 columns", () => {
    const pages = allPages().filter(({ name }) =>
      /^(?:docs|bench|tools|emulator|plugin)\/|^(?!CHANGELOG)[A-Z]+\.md$/.test(name),
    );
    const wide = pages.flatMap(({ name, text }) => wideLines(text).map((line) => `${name}:${String(line)}`));
    expect(pages.length).toBeGreaterThan(25);
    expect(wide).toEqual([]);
  });
});
