import { version } from "../../plivo/user-agent";
import { visible } from "../../common/visible";
import { profileOf, type Row } from "./run";

/** The result of a run. */
export interface Report {
  /** ISO 8601, UTC. */
  readonly time: string;
  /** Whether the endpoint is Plivo's. */
  readonly isPlivo: boolean;
  readonly sessions: number;
  readonly requests: number;
  /** Sessions that may still be alive. */
  readonly left: number;
  readonly rows: readonly Row[];
}

/** What no probe asks, with the emulator's switch if there is one, and the reason. */
const neverAsked: readonly (readonly [what: string, why: string])[] = [
  ["the filter status=active during a call (`activeFilter`)", "it takes a call"],
  ["URLs of an interaction that has none (`interactionUrls`)", "it takes a call"],
  ["which part of a call is billed (`billing`)", "it takes a call"],
  ["when call_time_limit starts to count (`callTimeLimit`)", "it takes a call"],
  ["update and delete during a call", "it takes a call"],
  ["initiate_call_to_first_party", "it rings a phone"],
  ["bodies and signatures of callbacks", "they need your own server that Plivo can reach"],
  ["a session_expiry above 4 minutes, and its upper bound", "such a session would outlive the probe"],
];

export function reportJson({ rows, ...report }: Report): object {
  return {
    version,
    ...report,
    breaks: breaksOf(rows).map(({ name, breaks }) => ({ name, breaks })),
    rows: rows.map(({ meaning, position, ...row }) => ({
      ...row,
      ...(position === undefined ? {} : { position }),
      ...meaning,
    })),
    profile: profileOf(rows),
  };
}

/** The rows that contradict an assumption of the provider. */
export function breaksOf(rows: readonly Row[]): { name: string; means: string; breaks: string }[] {
  return rows.flatMap(({ name, meaning }) =>
    meaning?.breaks === undefined ? [] : [{ name, means: meaning.means, breaks: meaning.breaks }],
  );
}

export function reportMarkdown(report: Report): string {
  const { time, isPlivo, sessions, requests, left, rows } = report;
  const breaks = breaksOf(rows);
  return [
    "# Probe of Plivo's Masking Session API",
    "",
    `pulumi-plivo-masking ${version}, ${time}, ${isPlivo ? "api.plivo.com" : "another endpoint than Plivo's"}. ` +
      `Sessions created: ${String(sessions)}, possibly still alive: ${String(left)}. ` +
      `Requests: ${String(requests)}. Calls: none.`,
    "",
    "## What breaks, and what to set",
    "",
    ...(breaks.length === 0
      ? ["No settled answer contradicts an assumption of the provider."]
      : breaks.map(({ name, means, breaks: what }) => `- \`${name}\`: ${means} ${what}`)),
    "",
    "## Answers",
    "",
    "| Subject | Question | What came back | What it means |",
    "| --- | --- | --- | --- |",
    ...rows.map(
      (row) => `| ${[`\`${row.name}\``, row.asks, row.cameBack, meaningOf(row)].map(cell).join(" | ")} |`,
    ),
    "",
    "## Never asked",
    "",
    ...neverAsked.map(([what, why]) => `- ${what}: ${why}`),
    "",
    "## Profile",
    "",
    "For `plivo-masking-emulator --profile FILE`:",
    "",
    "```json",
    JSON.stringify(profileOf(rows), undefined, 2),
    "```",
  ].join("\n");
}

function meaningOf({ verdict, position, meaning }: Row): string {
  if (verdict === "settled") return `\`${position ?? ""}\`: ${meaning?.means ?? ""}`;
  return verdict === "other" ? (meaning?.means ?? "") : verdict;
}

/** Escapes Plivo's words, which must not start another cell, code or HTML. */
function cell(text: string): string {
  return visible(text).replace(/[|<]/g, (character) => `\\${character}`);
}
