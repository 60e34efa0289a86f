import type { ListFilters } from "../plivo";

/**
 * The filters of Plivo's document "List All Sessions", in camelCase. A session must match all of them.
 *
 * Times are ISO 8601 with a time zone, such as `2026-03-01T10:00:00Z`, to the millisecond. A range without a
 * start begins 90 days ago, when Plivo's data begins. A range without an end includes sessions created until
 * now, or expiring in the next 30 days.
 */
export type SessionFilters = { readonly [Name in keyof ListFilters]?: ListFilters[Name] | undefined };
