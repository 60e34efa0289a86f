import type { Reporter } from "./reporter.ts";

/** Where a CLI came from: an installed one, this checkout's cache, Pulumi's own installer, or a build from Go modules. */
export type CliOrigin = "PATH" | "cache" | "installer" | "build";

/** A Pulumi CLI that has been run once and answered with its version. */
export interface FoundCli {
  /** Absolute path of the executable. */
  path: string;
  /** Semantic version without a leading "v". */
  version: string;
  source: CliOrigin;
}

/** One way to come by a CLI. `find` rejects with a plain sentence that says why this way is closed. */
export interface CliSource {
  readonly name: CliOrigin;
  find(reporter: Reporter): Promise<FoundCli>;
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
