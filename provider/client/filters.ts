/**
 * Which sessions to list: the vendor's document, "List All Sessions", in camelCase. All that are given must hold.
 *
 * Times are ISO 8601 with a time zone, such as `2026-03-01T10:00:00Z`, and count to the millisecond. `Gt` means later or more,
 * `Gte` at that time (that many) or later, `Lt` and `Lte` the opposite.
 */
export interface SessionFilters {
  /** The first party's number: "+", country code and number. */
  readonly firstParty?: string | undefined;
  /** The second party's number, as `firstParty`. */
  readonly secondParty?: string | undefined;
  /** The virtual number, as `firstParty`. */
  readonly virtualNumber?: string | undefined;
  /** The auth ID of the subaccount for which the session was made. The vendor's SDKs have it, its document has not. */
  readonly subaccount?: string | undefined;
  /** Default: all. A session in a call is neither active nor expired for Plivo, but in-progress, so only under `all`. */
  readonly status?: "active" | "expired" | "all" | undefined;
  /** Made at just this time. */
  readonly createdTime?: string | undefined;
  /** Made after this time. Without an upper bound, up to now. */
  readonly createdTimeGt?: string | undefined;
  /** Made at this time or after it. Without an upper bound, up to now. */
  readonly createdTimeGte?: string | undefined;
  /** Made before this time. Without a lower bound, as far back as Plivo keeps sessions: 90 days. */
  readonly createdTimeLt?: string | undefined;
  /** Made at this time or before it. Without a lower bound, as far back as Plivo keeps sessions: 90 days. */
  readonly createdTimeLte?: string | undefined;
  /** Ended, or ending, at just this time. */
  readonly expiryTime?: string | undefined;
  /** Ending after this time. Without an upper bound, up to 30 days from now. */
  readonly expiryTimeGt?: string | undefined;
  /** Ending at this time or after it. Without an upper bound, up to 30 days from now. */
  readonly expiryTimeGte?: string | undefined;
  /** Ending before this time. Without a lower bound, as far back as Plivo keeps sessions: 90 days. */
  readonly expiryTimeLt?: string | undefined;
  /** Ending at this time or before it. Without a lower bound, as far back as Plivo keeps sessions: 90 days. */
  readonly expiryTimeLte?: string | undefined;
  /** Of just so many seconds from creation to expiry. */
  readonly duration?: number | undefined;
  /** Of more seconds than that. */
  readonly durationGt?: number | undefined;
  /** Of so many seconds or more. */
  readonly durationGte?: number | undefined;
  /** Of fewer seconds than that. */
  readonly durationLt?: number | undefined;
  /** Of so many seconds or fewer. */
  readonly durationLte?: number | undefined;
  /** Sessions in one answer of Plivo, not in the whole list: 1 to 20. Default: 20. */
  readonly limit?: number | undefined;
  /** Sessions to pass over, the newest first. Default: 0. */
  readonly offset?: number | undefined;
}
