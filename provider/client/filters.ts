import type { ListFilters } from "../plivo";

/**
 * Which sessions to list: the vendor's document, "List All Sessions", in camelCase. All that are given must
 * hold.
 *
 * Times are ISO 8601 with a time zone, such as `2026-03-01T10:00:00Z`, and count to the millisecond. `Gt`
 * means later or more, `Gte` at that time (that many) or later, `Lt` and `Lte` the opposite.
 */
export type SessionFilters = { readonly [Name in keyof ListFilters]?: ListFilters[Name] | undefined };
