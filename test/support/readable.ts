import type { PreviewDigest } from "../../tools/engine/index.ts";

function withNames(text: string): string {
  return text
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "UUID")
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, "TIME")
    .replace(/[ \t]+$/gm, "");
}

/** The engine's text with placeholders for ids and times, and the sessions' lines sorted. */
export function readable(text: string): string {
  return withNames(text).replace(
    /(?:^.*(?:MaskingSession|Masking session).*\n)+/gm,
    (lines) => `${lines.trimEnd().split("\n").sort().join("\n")}\n`,
  );
}

/**
 * The same for a text with full differences, in which the provider's lines can precede or follow their
 * resource.
 */
export function readableDiff(text: string): string {
  const lines = new Map<string, string>();
  const rest = text.replace(/^(?:\w+: )?Masking session (\S+?):? .*\n+/gm, (line, id: string) => {
    lines.set(id, line.trimEnd());
    return "";
  });
  const withLines = rest.replace(/^ +\S.*\n +\[id=(\S+)\]$/gm, (head, id: string) =>
    [lines.get(id), head].filter(Boolean).join("\n"),
  );
  return withNames(withLines);
}

/** A JSON digest as text: its sessions with a line for each argument, then the messages and the counts. */
export function readableDigest({ steps = [], diagnostics = [], changeSummary }: PreviewDigest): string {
  const sessions = steps
    .filter(({ urn }) => urn.includes("MaskingSession::"))
    .flatMap(({ urn, op, replaceReasons, diffReasons, detailedDiff, oldState, newState }) => {
      const [before, after] = [argumentsOf(oldState), argumentsOf(newState)];
      const parts = Object.entries({ replaceReasons, diffReasons, detailedDiff, before, after });
      const present = parts.filter(([, value]) => value !== undefined);
      const lines = present.map(([name, value]) => `  ${name} ${JSON.stringify(value)}`);
      return [`${urn.split("::").at(-1) ?? ""}: ${op}`, ...lines];
    });
  const messages = diagnostics
    // The engine says this if PATH has a plugin of that name too.
    .filter(({ message }) => !message.includes("using pulumi-resource-plivo from $PATH"))
    .map(({ severity, message }) => `${severity}: ${message.trimEnd()}`);
  return withNames([...sessions, ...messages.sort(), JSON.stringify(changeSummary)].join("\n"));
}

function argumentsOf(state: Record<string, unknown> | undefined): object | undefined {
  if (state === undefined) return undefined;
  const { __provider: _, ...rest } = state["inputs"] as Record<string, unknown>;
  return rest;
}
