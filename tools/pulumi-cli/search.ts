import type { FailedAttempt } from "./errors.ts";
import { PulumiCliUnavailableError } from "./errors.ts";
import type { Reporter } from "./reporter.ts";
import type { CliSource, FoundCli } from "./source.ts";
import { reasonOf } from "./source.ts";

/** Asks the sources one after another; the first CLI wins, and a failure of all carries every reason. */
export async function search(sources: readonly CliSource[], reporter: Reporter): Promise<FoundCli> {
  const attempts: FailedAttempt[] = [];
  for (const source of sources) {
    try {
      return await source.find(reporter);
    } catch (error) {
      attempts.push({ source: source.name, reason: reasonOf(error) });
    }
  }
  throw new PulumiCliUnavailableError(attempts);
}
