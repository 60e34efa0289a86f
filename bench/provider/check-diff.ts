import path from "node:path";
import { runScript } from "../run-script.ts";
import type { Sample } from "../samples.ts";
import type { CheckDiffReport } from "./check-diff-process.ts";

/** Check and diff of sessions that have not changed, one after another, in a fresh process. */
export async function measureCheckDiff(sessions: number): Promise<Sample[]> {
  const script = path.join(import.meta.dirname, "check-diff-process.ts");
  const report = await runScript<CheckDiffReport>(script, [String(sessions)]);
  const of = "provider";
  return [
    { of, size: sessions, figure: "check and diff of one, µs", value: report.medianMicroseconds },
    { of, size: sessions, figure: "check and diff of all, s", value: report.seconds },
  ];
}
