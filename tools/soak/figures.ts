import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";

/** What one test has counted. */
export interface Figures {
  readonly proof: string;
  /** By what is counted. */
  readonly figures: Readonly<Record<string, number | string>>;
}

const record = z.strictObject({
  proof: z.string().min(1),
  figures: z
    .record(z.string().min(1), z.union([z.number(), z.string().min(1)]))
    .refine((figures) => Object.keys(figures).length > 0, { error: "is empty" }),
});

/** Figures are missing or cannot be read. */
export class FiguresError extends Error {
  readonly code = "SOAK_FIGURES";
  constructor(what: string) {
    super(what);
    this.name = "FiguresError";
  }
}

/** Figures of the search for leaks, which every run of jest records, whatever its tests do. */
const ofEveryRun = "leaks";

/**
 * Reads a file of figures, one JSON object a line.
 *
 * @throws FiguresError also where there are none: a proof that has counted nothing has proved nothing.
 */
export function readFigures(file: string): Figures[] {
  return parseFigures(existsSync(file) ? readFileSync(file, "utf8") : "");
}

/** @throws FiguresError */
export function parseFigures(text: string): Figures[] {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const all = lines.map((line, index) => {
    const read = record.safeParse(parseJson(line));
    if (read.success) return read.data;
    throw new FiguresError(`line ${index + 1} of the figures cannot be read: ${z.prettifyError(read.error)}`);
  });
  if (all.every(({ proof }) => proof === ofEveryRun)) throw new FiguresError("no figures were recorded");
  return all;
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    // A line that was cut off: the schema's error says which.
    return undefined;
  }
}
