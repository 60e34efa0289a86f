import { errorText } from "./error-text";
import { Interrupted } from "./io";

/** The result of one check. */
export interface Finding {
  readonly subject: string;
  /** `note` may be intended. */
  readonly verdict: "ok" | "note" | "problem";
  /** What was found and, if it is wrong, what to do. */
  readonly text: string;
}

export const ok = (subject: string, text: string): Finding => ({ subject, verdict: "ok", text });
export const note = (subject: string, text: string): Finding => ({ subject, verdict: "note", text });
export const problem = (subject: string, text: string): Finding => ({ subject, verdict: "problem", text });

/**
 * Runs a check. An error becomes a finding too, so the other findings are still shown. @throws Interrupted
 */
export async function tryExamine(
  subject: string,
  examine: () => readonly Finding[] | Promise<readonly Finding[]>,
): Promise<readonly Finding[]> {
  try {
    return await examine();
  } catch (error) {
    if (error instanceof Interrupted) throw error;
    return [problem(subject, errorText(error))];
  }
}

/** Compares dotted versions. */
export function isAtLeast(version: string, minimum: string): boolean {
  const [numbers, floor] = [numbersOf(version), numbersOf(minimum)];
  const differing = floor.findIndex((value, index) => (numbers[index] ?? 0) !== value);
  return differing === -1 || (numbers[differing] ?? 0) > (floor[differing] ?? 0);
}

function numbersOf(version: string): number[] {
  const [, written = ""] = /^v?(\d+(?:\.\d+)*)/.exec(version.trim()) ?? [];
  return written.split(".").map(Number);
}
