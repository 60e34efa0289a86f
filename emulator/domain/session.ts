import type { FieldValue, sessionFields, StoredName } from "./session-fields";

/**
 * A session as the emulator keeps it: everything the API knows of it, shown in answers or not.
 * Wire names; times are milliseconds since the epoch; numbers have no "+"; null is unset.
 */
export type Session = {
  -readonly [Name in keyof typeof sessionFields as Extract<Name, StoredName>]: FieldValue<Name>;
};

/**
 * Whether the session's lifetime has passed. Worked out from the stored times at each look, never by a timer.
 */
export function isExpired(session: Session, now: number): boolean {
  return now >= session.expiry_time;
}

/** `active`, `in-progress` or `expired` at this time. */
export function statusAt(session: Session, now: number): string {
  return isExpired(session, now) ? "expired" : (session.live_status ?? "active");
}

/** Seconds from the session's creation to its expiry. */
export function lifetime(session: Pick<Session, "created_time" | "expiry_time">): number {
  return Math.floor((session.expiry_time - session.created_time) / 1000);
}
