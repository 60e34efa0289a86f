/** An entry of docs/errors.md: what stands below one heading of the third level. */
export interface Entry {
  readonly heading: string;
  /** The heading of the second level above it. */
  readonly section: string;
  /** The paragraphs of its ```text blocks, each on one line. */
  readonly texts: readonly string[];
  /** Everything else. */
  readonly rest: string;
}

export function entries(page: string): Entry[] {
  const [, ...sections] = page.split(/^## /m);
  return sections.flatMap((text) => {
    const [head = "", ...parts] = text.split(/^### /m);
    const section = firstLine(head);
    return parts.map((part) => entry(section, part));
  });
}

function entry(section: string, part: string): Entry {
  return {
    heading: firstLine(part),
    section,
    texts: textsOf(part),
    rest: part.replace(/^```.*?^```$/gms, ""),
  };
}

/** The paragraphs of the ```text blocks of a part, each on one line. */
function textsOf(part: string): string[] {
  const blocks = [...part.matchAll(/^```text\n(.*?)\n```$/gms)].map(([, block = ""]) => block);
  return blocks.flatMap((block) => block.split(/\n\s*\n/)).map(onOneLine);
}

/** The texts below a heading of the second level. */
export function sectionTexts(page: string, section: string): string[] {
  const [, ...sections] = page.split(/^## /m);
  return textsOf(sections.find((text) => firstLine(text) === section) ?? "");
}

/** The first column of the table below a heading of the second level, without the marks of code. */
export function tableTexts(page: string, section: string): string[] {
  return tableRows(page, section).map(([first = ""]) => first.replace(/^`(.*)`$/, "$1"));
}

/** The cells of that table. */
function tableRows(page: string, section: string): string[][] {
  const [, ...sections] = page.split(/^## /m);
  const rows = sections.find((text) => firstLine(text) === section)?.match(/^\|.*\|$/gm) ?? [];
  return rows.slice(2).map((row) =>
    row
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

export function onOneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

function firstLine(text: string): string {
  return (text.split("\n")[0] ?? "").trim();
}
