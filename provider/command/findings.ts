import { errorText } from "./error-text";
import { Interrupted } from "./io";

/** What an examination has found about one thing. */
export interface Finding {
  /** What was examined. */
  readonly subject: string;
  readonly verdict: "ok" | "note" | "problem";
  /** What is there, and where it is not right, what to do. */
  readonly text: string;
}

export const ok = (subject: string, text: string): Finding => ({ subject, verdict: "ok", text });
/** What may be meant so. */
export const note = (subject: string, text: string): Finding => ({ subject, verdict: "note", text });
export const problem = (subject: string, text: string): Finding => ({ subject, verdict: "problem", text });

/** What an examination finds; its failure is a finding, too, so that all the others are shown. @throws Interrupted */
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

/** Whether a version is at least that one; both begin with numbers parted by dots. */
export function isAtLeast(version: string, lowest: string): boolean {
  const [numbers, floor] = [numbersOf(version), numbersOf(lowest)];
  const differing = floor.findIndex((value, index) => (numbers[index] ?? 0) !== value);
  return differing === -1 || (numbers[differing] ?? 0) > (floor[differing] ?? 0);
}

function numbersOf(version: string): number[] {
  const [, written = ""] = /^v?(\d+(?:\.\d+)*)/.exec(version.trim()) ?? [];
  return written.split(".").map(Number);
}
