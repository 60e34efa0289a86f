/** The outcome of an attempt that a retry depends on: no connection, no response, or a class of statuses. */
export type FailureKind = "ct" | "rt" | "4xx" | "5xx";

/** The timeouts and retries of a URL. */
export interface RetryPolicy {
  /** Limit for connecting. */
  readonly connectTimeoutMs: number;
  /** Limit for the response's status. */
  readonly readTimeoutMs: number;
  /** Limit for all attempts together. */
  readonly totalTimeoutMs: number;
  /** Attempts after the first one. */
  readonly retries: number;
  readonly retriesOn: ReadonlySet<FailureKind>;
}

const failureKinds: readonly FailureKind[] = ["ct", "rt", "4xx", "5xx"];
const defaultKinds: readonly FailureKind[] = ["ct", "rt"];

/** A whole number from the fragment, or the default if it is missing or out of range. */
function readNumber(text: string | null, min: number, max: number, defaultValue: number): number {
  const value = text !== null && /^\d{1,6}$/.test(text) ? Number(text) : defaultValue;
  return value < min || value > max ? defaultValue : value;
}

function readKinds(text: string | null): ReadonlySet<FailureKind> {
  const names = text?.split(",") ?? [];
  const chosen = names.includes("all") ? failureKinds : failureKinds.filter((kind) => names.includes(kind));
  return new Set(chosen.length > 0 ? chosen : defaultKinds);
}

/**
 * Reads the fragment of a webhook URL, such as `#rc=3&rt=5000&rp=rt,5xx`. Names, ranges and defaults are
 * those of Plivo's callback configuration. `er` (the region) is ignored.
 */
export function retryPolicy(url: string): RetryPolicy {
  const settings = new URLSearchParams(new URL(url).hash.slice(1));
  return {
    connectTimeoutMs: readNumber(settings.get("ct"), 100, 10_000, 2000),
    readTimeoutMs: readNumber(settings.get("rt"), 100, 40_000, 40_000),
    totalTimeoutMs: readNumber(settings.get("tt"), 100, 55_000, 55_000),
    retries: readNumber(settings.get("rc"), 0, 5, 1),
    retriesOn: readKinds(settings.get("rp")),
  };
}
