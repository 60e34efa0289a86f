import type { SessionInputs } from "./fields";

/** What to do about a session that has expired: `recreate` unless the program says otherwise. */
export type OnExpiry = NonNullable<SessionInputs["onExpiry"]>;

export function onExpiryOf(inputs: SessionInputs): OnExpiry {
  return inputs.onExpiry ?? "recreate";
}

/** A session's status and expiry. */
interface Lifetime {
  readonly status?: string | null | undefined;
  /** ISO 8601, UTC. */
  readonly expiryTime?: string | null | undefined;
}

/** @param now milliseconds since the epoch. */
export function isExpired({ status, expiryTime }: Lifetime, now: number): boolean {
  if (status === "expired") return true;
  return typeof expiryTime === "string" && Date.parse(expiryTime) <= now;
}

/**
 * The life that a session needs to be worth adopting or keeping. Less is of no use for a call, and clocks
 * differ.
 */
export const minLifeLeftMs = 30_000;

/** Whether `onExpiry: "recreate"` replaces a session: it has expired, or is about to. */
export function isExpiredOrExpiring({ status, expiryTime }: Lifetime, now: number): boolean {
  return isExpired({ status, expiryTime }, now + minLifeLeftMs);
}

/** Whether a live session has fewer than `renewBefore` seconds left. */
export function isDueForRenewal(
  { renewBefore, sessionExpiry }: Pick<SessionInputs, "renewBefore" | "sessionExpiry">,
  { status, expiryTime }: Lifetime,
  now: number,
): boolean {
  if (renewBefore === undefined || sessionExpiry === undefined || typeof expiryTime !== "string")
    return false;
  return !isExpired({ status, expiryTime }, now) && secondsLeft(expiryTime, now) < renewBefore;
}

/** "expired 2 h 14 min ago", "ends in 12 s", or "has expired" if the time is unknown. */
export function expiryText({ status, expiryTime }: Lifetime, now: number): string {
  if (typeof expiryTime !== "string") return "has expired";
  const left = secondsLeft(expiryTime, now);
  if (left <= 0) return `expired ${durationText(-left)} ago`;
  return status === "expired" ? "has expired" : `ends in ${durationText(left)}`;
}

/**
 * As `expiryText`, for a session in the state. An update that finds a session gone stores the status
 * "expired" and its own time as `expiryTime`.
 */
export function storedExpiryText(state: Lifetime, now: number): string {
  return state.status === "expired" ? "has expired or no longer exists" : expiryText(state, now);
}

/** Negative after the expiry. */
function secondsLeft(expiryTime: string, now: number): number {
  return Math.ceil((Date.parse(expiryTime) - now) / 1000);
}

const units = [
  ["d", 86_400],
  ["h", 3_600],
  ["min", 60],
  ["s", 1],
] as const;

/** A duration in seconds by its two largest units: "2 h 14 min". */
export function durationText(seconds: number): string {
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
