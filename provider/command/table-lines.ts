import type { styleText } from "node:util";
import { visible } from "../common/visible";

export type Style = Parameters<typeof styleText>[0];

/** One column of a table. */
export interface Column<Row> {
  readonly title: string;
  readonly text: (row: Row) => string;
  readonly style?: (row: Row) => Style | undefined;
  /** A narrow terminal drops the column with the lowest number first. */
  readonly dropOrder?: number;
}

/** A part of a line, with a style for terminals with colours. */
export interface Styled {
  readonly text: string;
  readonly style: Style | undefined;
}

const gap = "  ";
/** A column with less space is not wrapped. */
const minWrapWidth = 20;

type Cells = readonly Styled[];
type Line = readonly (string | Styled)[];

/**
 * A table's lines, if possible no wider than `width`: first it drops columns, then it wraps the last column.
 *
 * @returns the lines, and the titles of the dropped columns
 */
export function tableLines<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  width: number,
): { readonly lines: readonly Line[]; readonly dropped: readonly string[] } {
  let remaining = columns;
  const order = columns
    .filter((one) => one.dropOrder !== undefined)
    .sort((one, other) => rank(one) - rank(other));
  for (const next of order) {
    if (widthOf(cellsOf(rows, remaining)) <= width) break;
    remaining = remaining.filter((column) => column !== next);
  }
  const cells = cellsOf(rows, remaining);
  const widths = widthsOf(cells);
  const dropped = columns.filter((column) => !remaining.includes(column)).map(({ title }) => title);
  return { lines: cells.flatMap((row) => linesOf(row, widths, width)), dropped };
}

function rank<Row>({ dropOrder = 0 }: Column<Row>): number {
  return dropOrder;
}

/** The row of titles, then the others. */
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

/** Wraps between words. A word longer than a line stays whole, so users can copy it. */
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
