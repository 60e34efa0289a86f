import { appendFileSync, mkdirSync } from "node:fs";
import path from "node:path";

/** The folder in which `npm run soak` gathers figures; undefined in `npm test`. */
const folder = process.env["MASKING_SOAK"];

/** How much of a proof to run: the small size in `npm test`, the full one in `npm run soak`. */
export function proofSize(small: number, full: number): number {
  return folder === undefined ? small : full;
}

/** Hands the figures of this test file to the soak, which prints them; does nothing in `npm test`. */
export function recordFigures(proof: string, figures: Readonly<Record<string, number | string>>): void {
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  const file = expect.getState().testPath;
  appendFileSync(path.join(folder, "figures.jsonl"), `${JSON.stringify({ file, proof, figures })}\n`);
}
