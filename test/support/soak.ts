import { appendFileSync, mkdirSync } from "node:fs";
import path from "node:path";

/** The folder for the figures of `npm run soak`. Undefined in `npm test`. */
const folder = process.env["MASKING_SOAK"];

/** The size of a proof: small in `npm test`, full in `npm run soak`. */
export function proofSize(small: number, full: number): number {
  return folder === undefined ? small : full;
}

/** Records the figures of this test file for the soak, which prints them. Does nothing in `npm test`. */
export function recordFigures(proof: string, figures: Readonly<Record<string, number | string>>): void {
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  const file = expect.getState().testPath;
  appendFileSync(path.join(folder, "figures.jsonl"), `${JSON.stringify({ file, proof, figures })}\n`);
}
