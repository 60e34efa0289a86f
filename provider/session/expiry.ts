import type { SessionInputs } from "./fields";

/** What to do about a session that has expired: `recreate` unless the program says otherwise. */
export type OnExpiry = NonNullable<SessionInputs["onExpiry"]>;

export function onExpiryOf(inputs: SessionInputs): OnExpiry {
  return inputs.onExpiry ?? "recreate";
}

/** What is known of a session's end. */
interface Life {
  readonly status?: string | null | undefined;
  /** ISO 8601, UTC. */
  readonly expiryTime?: string | null | undefined;
}

/** Whether a session, as last known, has expired at a time (milliseconds since the epoch). */
export function isExpired({ status, expiryTime }: Life, now: number): boolean {
  if (status === "expired") return true;
  return typeof expiryTime === "string" && Date.parse(expiryTime) <= now;
}

/** "expired 2 h 14 min ago", or "has expired" where the end is not known. */
export function expiredAgo({ expiryTime }: Life, now: number): string {
  if (typeof expiryTime !== "string") return "has expired";
  const seconds = Math.floor((now - Date.parse(expiryTime)) / 1000);
  return seconds < 0 ? "has expired" : `expired ${duration(seconds)} ago`;
}

const units = [
  ["d", 86_400],
  ["h", 3_600],
  ["min", 60],
  ["s", 1],
] as const;

/** The two largest units of a duration in seconds: "2 h 14 min". */
function duration(seconds: number): string {
  const largest = units.findIndex(([, size]) => seconds >= size);
  if (largest === -1) return "0 s";
  let rest = seconds;
  return units
    .slice(largest, largest + 2)
    .map(([unit, size]) => {
      const count = Math.floor(rest / size);
      rest %= size;
      return count === 0 ? "" : `${String(count)} ${unit}`;
    })
    .filter((part) => part !== "")
    .join(" ");
}
