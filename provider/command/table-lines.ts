import type { styleText } from "node:util";
import { visible } from "../common/visible";

export type Style = Parameters<typeof styleText>[0];

/** One column of a table. */
export interface Column<Row> {
  readonly title: string;
  readonly text: (row: Row) => string;
  readonly style?: (row: Row) => Style | undefined;
  /** A terminal that is too narrow does without this column, the lowest number first. */
  readonly dropOrder?: number;
}

/** A part of a line, which is shown in a style where there are colours. */
export interface Styled {
  readonly text: string;
  readonly style: Style | undefined;
}

const gap = "  ";
/** Fewer characters than that on a line are not worth wrapping a text for. */
const minWrapWidth = 20;

type Cells = readonly Styled[];
type Line = readonly (string | Styled)[];

/**
 * A table's lines, no wider than `width` where that can be: columns that may be dropped go first, then the last column wraps.
 *
 * @returns the lines, and the titles of the columns that were dropped.
 */
export function tableLines<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  width: number,
): { readonly lines: readonly Line[]; readonly dropped: readonly string[] } {
  let kept = columns;
  const order = columns
    .filter((one) => one.dropOrder !== undefined)
    .sort((one, other) => rank(one) - rank(other));
  for (const next of order) {
    if (widthOf(cellsOf(rows, kept)) <= width) break;
    kept = kept.filter((column) => column !== next);
  }
  const cells = cellsOf(rows, kept);
  const widths = widthsOf(cells);
  const dropped = columns.filter((column) => !kept.includes(column)).map(({ title }) => title);
  return { lines: cells.flatMap((row) => linesOf(row, widths, width)), dropped };
}

function rank<Row>({ dropOrder = 0 }: Column<Row>): number {
  return dropOrder;
}

/** The titles' row, and the others below. */
function cellsOf<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): readonly Cells[] {
  const titles = columns.map(({ title }) => ({ text: title, style: "bold" as const }));
  const others = rows.map((row) =>
    columns.map(({ text, style }) => ({ text: visible(text(row)), style: style?.(row) })),
  );
  return [titles, ...others];
}

function widthsOf(cells: readonly Cells[]): readonly number[] {
  const [titles = []] = cells;
  return titles.map((_title, index) => Math.max(...cells.map((row) => row[index]?.text.length ?? 0)));
}

function widthOf(cells: readonly Cells[]): number {
  const widths = widthsOf(cells);
  return widths.reduce((sum, one) => sum + one, gap.length * (widths.length - 1));
}

function linesOf(row: Cells, widths: readonly number[], width: number): readonly Line[] {
  const last = row.at(-1);
  if (last === undefined) return [];
  const before = row
    .slice(0, -1)
    .flatMap(({ text, style }, index): Line => [{ text: text.padEnd(widths[index] ?? 0), style }, gap]);
  const indent = widths.slice(0, -1).reduce((sum, one) => sum + one + gap.length, 0);
  const [first = "", ...others] = wrap(last.text, width - indent);
  return [
    [...before, { ...last, text: first }],
    ...others.map((text): Line => [" ".repeat(indent), { ...last, text }]),
  ];
}

/** A text in lines between words; a word that is longer than a line stays whole, so that it can be copied. */
function wrap(text: string, width: number): readonly string[] {
  if (text.length <= width || width < minWrapWidth) return [text];
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}
