import { ifExistsValues, type IfExists } from "../session/fields";
import { ConfigurationError } from "./configuration-error";
import { nonBlank, type StackConfig } from "./stack-config";

/**
 * What to do on create if a live session already matches. Default: create another one.
 *
 * The environment wins over the argument, and the argument over the stack's configuration: after a killed
 * run, PLIVO_IF_EXISTS applies to one run only.
 *
 * @throws ConfigurationError
 */
export function resolveIfExists(
  argument: IfExists | undefined,
  environment: NodeJS.ProcessEnv,
  config: StackConfig | undefined,
): IfExists {
  const set = nonBlank(environment["PLIVO_IF_EXISTS"]);
  return (
    (set === undefined ? argument : readIfExists("PLIVO_IF_EXISTS", set)) ??
    readIfExists("The stack's plivo:ifExists", nonBlank(config?.get("plivo:ifExists")) ?? "create")
  );
}

function readIfExists(name: string, text: string): IfExists {
  const value = ifExistsValues.find((allowed) => allowed === text);
  if (value !== undefined) return value;
  throw new ConfigurationError(
    "PLIVO_INVALID_IF_EXISTS",
    `${name} must be one of ${ifExistsValues.join(", ")}: correct it, or unset it.`,
  );
}

/** Plivo's limit per account: its document "Account and feature limits". */
const maxRequestsPerSecond = 60;
/** One request in the 5 seconds that Plivo counts. */
const minRequestsPerSecond = 0.2;

/**
 * The maximum requests per second of an account in this process. Set it lower if several processes share the
 * account.
 *
 * @throws ConfigurationError
 */
export function requestsPerSecond(config: StackConfig | undefined): number {
  const text = nonBlank(config?.get("plivo:requestsPerSecond"));
  if (text === undefined) return maxRequestsPerSecond;
  const value = Number(text);
  if (value >= minRequestsPerSecond && value <= maxRequestsPerSecond) return value;
  throw new ConfigurationError(
    "PLIVO_INVALID_REQUESTS_PER_SECOND",
    `The stack's plivo:requestsPerSecond must be a number from ${String(minRequestsPerSecond)} to ${String(maxRequestsPerSecond)}, Plivo's own ` +
      "limit of an account: correct it, or remove it with `pulumi config rm plivo:requestsPerSecond`.",
  );
}
