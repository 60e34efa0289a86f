import { field, fieldNames, type Arguments, type NamesOf } from "../session/fields";
import { integer, oneOf, type Kind, type ValueOf } from "../session/kinds";

/**
 * The filters of lists that are no arguments of a session. Their doc comments are those of `SessionFilters`.
 */
const listFilterKinds = {
  /** The virtual number, as `firstParty`. */
  virtualNumber: "phoneNumber",
  /**
   * Default: all. A session in a call is neither active nor expired for Plivo, but in-progress, so only under
   * `all`.
   */
  status: oneOf(["active", "expired", "all"]),
  /** Created at just this time. */
  createdTime: "time",
  /** Created after this time. Without an upper bound, up to now. */
  createdTimeGt: "time",
  /** Created at this time or after it. Without an upper bound, up to now. */
  createdTimeGte: "time",
  /** Created before this time. Without a lower bound, as far back as Plivo keeps sessions: 90 days. */
  createdTimeLt: "time",
  /**
   * Created at this time or before it. Without a lower bound, as far back as Plivo keeps sessions: 90 days.
   */
  createdTimeLte: "time",
  /** Ended, or ending, at just this time. */
  expiryTime: "time",
  /** Ending after this time. Without an upper bound, up to 30 days from now. */
  expiryTimeGt: "time",
  /** Ending at this time or after it. Without an upper bound, up to 30 days from now. */
  expiryTimeGte: "time",
  /** Ending before this time. Without a lower bound, as far back as Plivo keeps sessions: 90 days. */
  expiryTimeLt: "time",
  /**
   * Ending at this time or before it. Without a lower bound, as far back as Plivo keeps sessions: 90 days.
   */
  expiryTimeLte: "time",
  /** Of just so many seconds from creation to expiry. */
  duration: integer(0),
  /** Of more seconds than that. */
  durationGt: integer(0),
  /** Of so many seconds or more. */
  durationGte: integer(0),
  /** Of fewer seconds than that. */
  durationLt: integer(0),
  /** Of so many seconds or fewer. */
  durationLte: integer(0),
  /** Sessions in one response of Plivo, not in the whole list: 1 to 20. Default: 20. */
  limit: integer(1, 20),
  /** Sessions to pass over, the newest first. Default: 0. */
  offset: integer(0),
} as const satisfies Record<string, Kind>;

/**
 * The vendor's document, "List All Sessions", in camelCase, and `subaccount`, which its SDKs know. Times are
 * ISO 8601; without one, the last 7 days are listed, and at most 30.
 */
export type ListFilters = Arguments<NamesOf<{ readonly filter: true }>> & {
  -readonly [Name in keyof typeof listFilterKinds]?: ValueOf<(typeof listFilterKinds)[Name]>;
};

/** The kind of each filter: of the arguments that are filters, and of the others. */
export const filterKinds = {
  ...Object.fromEntries(
    fieldNames.filter((name) => field(name).filter).map((name) => [name, field(name).kind]),
  ),
  ...listFilterKinds,
} as unknown as Readonly<Record<keyof ListFilters, Kind>>;
