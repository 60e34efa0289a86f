import type { FieldValue, sessionFields, StoredName } from "./session-fields";

/**
 * A session as the emulator stores it, under wire names. Times are milliseconds since the epoch. Numbers have
 * no "+". Null is unset.
 */
export type Session = {
  -readonly [Name in keyof typeof sessionFields as Extract<Name, StoredName>]: FieldValue<Name>;
};

/** Whether the session has expired. Computed from the stored time, never set by a timer. */
export function isExpired(session: Session, now: number): boolean {
  return now >= session.expiry_time;
}

/** `active`, `in-progress` or `expired`. */
export function statusAt(session: Session, now: number): string {
  return isExpired(session, now) ? "expired" : (session.live_status ?? "active");
}

/** Seconds from creation to expiry. */
export function lifetime(session: Pick<Session, "created_time" | "expiry_time">): number {
  return Math.floor((session.expiry_time - session.created_time) / 1000);
}
