import type { SessionInputs } from "./fields";
import type { SessionState } from "./state";

/** What to do about a session that has expired: `recreate` unless the program says otherwise. */
export type OnExpiry = NonNullable<SessionInputs["onExpiry"]>;

export function onExpiryOf(inputs: SessionInputs): OnExpiry {
  return inputs.onExpiry ?? "recreate";
}

/** Whether a session, as last known, has expired at a time (milliseconds since the epoch). */
export function isExpired(state: Pick<SessionState, "status" | "expiryTime">, now: number): boolean {
  if (state.status === "expired") return true;
  return state.expiryTime !== undefined && Date.parse(state.expiryTime) <= now;
}

/** "expired 2 h 14 min ago", or "has expired" where the end is not known. */
export function expiredAgo(state: Pick<SessionState, "expiryTime">, now: number): string {
  if (state.expiryTime === undefined) return "has expired";
  const seconds = Math.floor((now - Date.parse(state.expiryTime)) / 1000);
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
