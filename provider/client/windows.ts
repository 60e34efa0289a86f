import type { ListFilters } from "../plivo";

type TimeName = "createdTime" | "expiryTime";
type Variant = "Gt" | "Gte" | "Lt" | "Lte";

/** A range of time that one list request covers: its filters on time. */
export type TimeWindow = Pick<ListFilters, TimeName | `${TimeName}${Variant}`>;

const dayMs = 86_400_000;
/** The maximum range that Plivo lists at once. */
const maxWindowMs = 30 * dayMs;
/** Plivo lists 90 days back. One day more, because its clock may differ from this one. */
const retentionMs = 91 * dayMs;
/** How far an open range reaches into the future. By any clock, no session was created or expires later. */
const aheadMs = { createdTime: dayMs, expiryTime: 30 * dayMs } as const;

/** A bound with the variant of its filter. */
interface Bound {
  readonly time: number;
  readonly variant: Variant;
}

/**
 * The windows that cover the filters, newest first. No window is longer than Plivo lists at once, and no two
 * overlap. Each has both ends, because Plivo does not document the default of a missing one. Without a filter
 * on time, it is one window without ends.
 *
 * @param now milliseconds since the epoch.
 */
export function windowsOf(filters: ListFilters, now: number): TimeWindow[] {
  const created = windowsOfTime("createdTime", filters, now);
  const expiring = windowsOfTime("expiryTime", filters, now);
  return created.flatMap((one) => expiring.map((other) => ({ ...one, ...other })));
}

/** The filters without those on time. */
export function withoutTimes(filters: ListFilters): ListFilters {
  const rest = Object.entries(filters).filter(([name]) => !/^(?:created|expiry)Time/.test(name));
  return Object.fromEntries(rest);
}

function windowsOfTime(name: TimeName, filters: ListFilters, now: number): TimeWindow[] {
  const exact = filters[name];
  if (exact !== undefined) return [{ [name]: exact }];
  const lower = boundOf(filters, name, ["Gt", "Gte"]);
  const upper = boundOf(filters, name, ["Lt", "Lte"]);
  if (lower === undefined && upper === undefined) return [{}];
  const to = upper ?? { time: Math.max(now, lower?.time ?? now) + aheadMs[name], variant: "Lt" };
  const from = lower ?? { time: Math.min(now - retentionMs, to.time), variant: "Gte" };
  return splitRange(from, to).map(([begin, end]) => ({
    [`${name}${begin.variant}`]: new Date(begin.time).toISOString(),
    [`${name}${end.variant}`]: new Date(end.time).toISOString(),
  }));
}

function boundOf(filters: ListFilters, name: TimeName, variants: readonly Variant[]): Bound | undefined {
  for (const variant of variants) {
    const text = filters[`${name}${variant}`];
    if (text !== undefined) return { time: Date.parse(text), variant };
  }
  return undefined;
}

/** A time on the edge between two windows belongs to the newer one. */
function splitRange(from: Bound, to: Bound): [begin: Bound, end: Bound][] {
  const windows: [Bound, Bound][] = [];
  let end = to;
  while (end.time - from.time > maxWindowMs) {
    const time = end.time - maxWindowMs;
    windows.push([{ time, variant: "Gte" }, end]);
    end = { time, variant: "Lt" };
  }
  return [...windows, [from, end]];
}
