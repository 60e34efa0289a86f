import type { CliOrigin } from "./source.ts";

/** Why one way to a CLI was closed. */
export interface FailedAttempt {
  source: CliOrigin;
  reason: string;
}

/** No Pulumi CLI could be found or made; `attempts` holds the reason of every way that was tried, in order. */
export class PulumiCliUnavailableError extends Error {
  readonly code = "PULUMI_CLI_UNAVAILABLE";
  readonly attempts: readonly FailedAttempt[];

  constructor(attempts: readonly FailedAttempt[]) {
    const reasons = attempts.map(({ source, reason }) => `  ${source}: ${reason}`).join("\n");
    super(
      `No Pulumi CLI could be found or made:\n${reasons}\n` +
        "Install one (https://www.pulumi.com/docs/install/), or install Go so that it can be built here.",
    );
    this.name = "PulumiCliUnavailableError";
    this.attempts = attempts;
  }
}
