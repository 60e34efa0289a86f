import { field, fieldNames, type Arguments, type NamesOf } from "../session/fields";
import { integer, oneOf, type Kind, type ValueOf } from "../session/kinds";

/**
 * The list filters that are not arguments of a session. Editors show their doc comments for `SessionFilters`.
 */
const listFilterKinds = {
  /** The virtual number, in E.164 form with "+". */
  virtualNumber: "phoneNumber",
  /** The status. Default: `all`. Only `all` includes sessions in a call, which are `in-progress`. */
  status: oneOf(["active", "expired", "all"]),
  /** Created at this time. */
  createdTime: "time",
  /** Created after this time. */
  createdTimeGt: "time",
  /** Created at this time or later. */
  createdTimeGte: "time",
  /** Created before this time. */
  createdTimeLt: "time",
  /** Created at this time or earlier. */
  createdTimeLte: "time",
  /** Expiring at this time. */
  expiryTime: "time",
  /** Expiring after this time. */
  expiryTimeGt: "time",
  /** Expiring at this time or later. */
  expiryTimeGte: "time",
  /** Expiring before this time. */
  expiryTimeLt: "time",
  /** Expiring at this time or earlier. */
  expiryTimeLte: "time",
  /** This long from creation to expiry, in seconds. */
  duration: integer(0),
  /** Longer than this, in seconds. */
  durationGt: integer(0),
  /** This long or longer, in seconds. */
  durationGte: integer(0),
  /** Shorter than this, in seconds. */
  durationLt: integer(0),
  /** This long or shorter, in seconds. */
  durationLte: integer(0),
  /** The sessions in one response of Plivo, not in the whole list: 1 to 20. Default: 20. */
  limit: integer(1, 20),
  /** The number of sessions to skip, from the newest. Default: 0. */
  offset: integer(0),
} as const satisfies Record<string, Kind>;

/**
 * The filters of Plivo's document, "List All Sessions", and `subaccount`, which its SDKs have. Times are ISO
 * 8601. Without one, Plivo lists the last 7 days. It lists at most 30 days at once.
 */
export type ListFilters = Arguments<NamesOf<{ readonly filter: true }>> & {
  -readonly [Name in keyof typeof listFilterKinds]?: ValueOf<(typeof listFilterKinds)[Name]>;
};

/** The kind of each filter, of arguments and others. */
export const filterKinds = {
  ...Object.fromEntries(
    fieldNames.filter((name) => field(name).filter).map((name) => [name, field(name).kind]),
  ),
  ...listFilterKinds,
} as unknown as Readonly<Record<keyof ListFilters, Kind>>;
