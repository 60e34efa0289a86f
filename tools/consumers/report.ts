import { table, withSection } from "../markdown.ts";
import type { ConsumerRun } from "./run.ts";

/** A whole run, in which all went well with every consumer. */
export interface ConsumersRun {
  readonly date: Date;
  /** Version of the CLI. */
  readonly cli: string;
  /** Versions of the package managers, by name. */
  readonly managers: Readonly<Record<string, string>>;
  readonly runs: readonly ConsumerRun[];
}

/**
 * docs/compatibility.md with the table of this run in place of the one that it had.
 *
 * @throws MarkersError
 */
export function withResults(page: string, { date, cli, managers, runs }: ConsumersRun): string {
  const rows = runs.map(({ consumer: { manager, loader }, node, sdk, seconds }) => {
    return [`${manager} ${managers[manager] ?? ""}`.trim(), loader, sdk, node, `${Math.round(seconds)} s`];
  });
  const day = date.toISOString().slice(0, 10);
  const lines = [
    `Last full run: ${day}, Pulumi CLI ${cli}. All ${runs.length} passed; the time is that of the install, too.`,
    "",
    ...table(["Installed by", "Loaded by", "@pulumi/pulumi", "Node", "Time"], rows),
  ];
  return withSection(page, "consumers", lines.join("\n"));
}
