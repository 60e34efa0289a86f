/** The page does not have the two markers of a section, in their order. */
export class MarkersError extends Error {
  readonly code = "PAGE_MARKERS";
  constructor({ begin, end }: Markers) {
    super(`The page must have ${begin} and, below it, ${end}, once each.`);
    this.name = "MarkersError";
  }
}

interface Markers {
  readonly begin: string;
  readonly end: string;
}

/**
 * The page with this text between `<!-- name:begin -->` and `<!-- name:end -->`, in place of what stood there.
 *
 * @throws MarkersError
 */
export function withSection(page: string, name: string, text: string): string {
  const markers = { begin: `<!-- ${name}:begin -->`, end: `<!-- ${name}:end -->` };
  const [before = "", rest = "", ...more] = page.split(markers.begin);
  const [old, after] = rest.split(markers.end);
  if (more.length > 0 || old === undefined || after === undefined || rest.split(markers.end).length > 2) {
    throw new MarkersError(markers);
  }
  return `${before}${markers.begin}\n\n${text}\n\n${markers.end}${after}`;
}

/** A table as prettier would have it: columns of one width. */
export function table(head: readonly string[], rows: readonly string[][]): string[] {
  const cells = [head, ...rows].map((line) => line.map((cell) => cell.replaceAll("|", "\\|")));
  const widths = head.map((_, column) => Math.max(3, ...cells.map((line) => line[column]?.length ?? 0)));
  const lines = cells.map((line) => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)));
  const rule = widths.map((width) => "-".repeat(width));
  const [first = [], ...others] = lines;
  return [first, rule, ...others].map((line) => `| ${line.join(" | ")} |`);
}

/** The fenced blocks of this language below a heading, up to the next heading of any level. */
export function blocksBelow(page: string, heading: string, language: string): string[] {
  const section = page.split(/^#{1,6} /m).find((text) => text.startsWith(`${heading}\n`)) ?? "";
  return Array.from(section.matchAll(/^```(\w*)\n(.*?)^```$/gms))
    .filter(([, found]) => found === language)
    .map(([, , text = ""]) => text);
}
