import { parseFilterTime } from "../common/timestamps";
import { createdBetween } from "./ordered-sessions";
import { correctName } from "./parameter-names";
import { refusals } from "./refusals";
import { isExpired, statusAt, type Session } from "./session";
import { fieldsWith, rowOf, sessionFields, type FieldsWith } from "./session-fields";
import type { SessionStore } from "./session-store";
import type { Switches } from "./switches";

const dayMs = 86_400_000;
const defaultWindowMs = 7 * dayMs;
const maxWindowMs = 30 * dayMs;
const retentionMs = 90 * dayMs;
const maxPageSize = 20;
const statuses = [...sessionFields.status.values, "all"];

/** A page of a list. */
export interface Page {
  rows: Session[];
  limit: number;
  offset: number;
  total: number;
}

type Query = Readonly<Record<string, string>>;
type Filter = (session: Session) => boolean;

const comparisons: Record<string, (value: number, bound: number) => boolean> = {
  "": (value, bound) => value === bound,
  __gt: (value, bound) => value > bound,
  __gte: (value, bound) => value >= bound,
  __lt: (value, bound) => value < bound,
  __lte: (value, bound) => value <= bound,
};
const suffixes = Object.keys(comparisons);
const equalFields = fieldsWith("filter", "equal");
const comparedFields = fieldsWith("filter", "compare");
const knownParameters = new Set<string>([
  ...equalFields,
  ...fieldsWith("filter", "status"),
  ...comparedFields.flatMap((field) => suffixes.map((suffix) => field + suffix)),
  "limit",
  "offset",
]);

type ComparedField = FieldsWith<"filter", "compare">;

function readInteger(name: string, text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw refusals.notInteger(name);
  return Number(text);
}

function readBound(field: ComparedField, name: string, text: string): number {
  if (rowOf(field).kind !== "time") return readInteger(name, text);
  const time = parseFilterTime(text);
  if (time === undefined) throw refusals.time(name);
  return time;
}

/** The query's bounds on a field, by suffix. */
function readBounds(query: Query, field: ComparedField): Map<string, number> {
  const bounds = new Map<string, number>();
  for (const suffix of suffixes) {
    const text = query[field + suffix];
    if (text !== undefined) bounds.set(suffix, readBound(field, field + suffix, text));
  }
  return bounds;
}

function boundFilters(field: ComparedField, bounds: ReadonlyMap<string, number>): Filter[] {
  return [...bounds].map(([suffix, bound]) => {
    const compare = comparisons[suffix];
    return (session) => compare?.(session[field], bound) ?? false;
  });
}

function lowerBound(bounds: ReadonlyMap<string, number>): number | undefined {
  return bounds.get("__gte") ?? bounds.get("__gt");
}

function upperBound(bounds: ReadonlyMap<string, number>): number | undefined {
  return bounds.get("__lte") ?? bounds.get("__lt");
}

/** A range of creation times, both ends included; milliseconds since the epoch. */
interface Window {
  from: number;
  to: number;
}

const allTime: Window = { from: -Infinity, to: Infinity };

/** The range of created_time: until now if only its start is given, 7 days if only its end is given. */
function createdWindow(bounds: ReadonlyMap<string, number>, now: number): Window {
  if (bounds.has("")) return allTime;
  const to = upperBound(bounds) ?? now;
  const from = lowerBound(bounds) ?? to - defaultWindowMs;
  if (to - from > maxWindowMs) throw refusals.window("created_time");
  return { from, to };
}

/** The range of expiry_time: 7 days from a single given end. */
function expiryWindow(bounds: ReadonlyMap<string, number>): Filter[] {
  if (bounds.has("")) return [];
  const given = lowerBound(bounds) ?? upperBound(bounds) ?? 0;
  const begin = lowerBound(bounds) ?? given - defaultWindowMs;
  const end = upperBound(bounds) ?? given + defaultWindowMs;
  if (end - begin > maxWindowMs) throw refusals.window("expiry_time");
  return [(session) => session.expiry_time >= begin && session.expiry_time <= end];
}

/** Without a time filter, created_time's default range applies. A filter on only expiry_time replaces it. */
function readTimes(query: Query, now: number): { created: Window; filters: Filter[] } {
  const created = readBounds(query, "created_time");
  const expiry = readBounds(query, "expiry_time");
  const { from, to } = created.size > 0 || expiry.size === 0 ? createdWindow(created, now) : allTime;
  return {
    created: { from: Math.max(from, now - retentionMs), to },
    filters: [
      ...boundFilters("created_time", created),
      ...boundFilters("expiry_time", expiry),
      ...(expiry.size > 0 ? expiryWindow(expiry) : []),
    ],
  };
}

/** The value that a session must have for this filter. Null: none matches. */
function expectedText(
  field: (typeof equalFields)[number],
  text: string,
  { plusInFilters }: Switches,
): string | null {
  if (rowOf(field).kind !== "phone" || plusInFilters === "compared") return text;
  if (plusInFilters === "needed" && !text.startsWith("+")) return null;
  return text.replace(/^\+/, "");
}

function textFilters(query: Query, switches: Switches): Filter[] {
  const isOfMain = (session: Session) => session.subaccount === null;
  const hidden =
    switches.listWithoutSubaccount === "main" && query["subaccount"] === undefined ? [isOfMain] : [];
  const wanted = equalFields.flatMap((field) => {
    const text = query[field];
    if (text === undefined) return [];
    const value = expectedText(field, text, switches);
    return [(session: Session) => value !== null && session[field] === value];
  });
  return [...hidden, ...wanted];
}

const listLagMs = { "at-once": 0, seconds: 3_000, late: 20_000 };

/** Hides sessions that are too new for a list. */
function lagFilters(now: number, { newInList }: Switches): Filter[] {
  const shownSince = now - listLagMs[newInList];
  return newInList === "at-once" ? [] : [({ created_time }) => created_time <= shownSince];
}

function statusFilters(query: Query, now: number, { activeFilter }: Switches): Filter[] {
  const wanted = query["status"] ?? "all";
  if (!statuses.includes(wanted)) throw refusals.choices("status", statuses);
  if (wanted === "all") return [];
  if (wanted === "active" && activeFilter === "live") return [(session) => !isExpired(session, now)];
  return [(session) => statusAt(session, now) === wanted];
}

/** The account's sessions that the query can match: if it names a party, only that party's. */
export function candidates(store: SessionStore, authId: string, query: Query): readonly Session[] {
  const [party] = [query["first_party"], query["second_party"]].filter(
    (one) => one !== undefined && one !== "",
  );
  return party === undefined ? store.ofAccount(authId) : store.ofParty(authId, party.replace(/^\+/, ""));
}

function readPage(query: Query): Pick<Page, "limit" | "offset"> {
  const limit = readInteger("limit", query["limit"] ?? String(maxPageSize));
  if (limit < 1 || limit > maxPageSize) throw refusals.outOfRange("limit");
  return { limit, offset: readInteger("offset", query["offset"] ?? "0") };
}

/**
 * The query with the API's names for filters. Empty filters are ignored. In strict mode an unknown name is an
 * error; otherwise a misspelled name is corrected and any other is ignored.
 */
export function nameFilters(query: Query, strict: boolean): Record<string, string> {
  const sent = Object.entries(query).filter(([, value]) => value !== "");
  const known = sent.filter(([name]) => knownParameters.has(name));
  const misspelt = sent.flatMap(([name, value]) => {
    if (knownParameters.has(name)) return [];
    const right = correctName(name);
    const isFilter = right !== undefined && knownParameters.has(right);
    if (strict) throw isFilter ? refusals.misspelt(name, right) : refusals.unknown(name);
    return isFilter ? [[right, value] as const] : [];
  });
  return Object.fromEntries([...misspelt, ...known]);
}

/**
 * Lists the sessions that match the query, newest first.
 * @param sessions in the order of created_time and creation, oldest first.
 */
export function listSessions(
  sessions: readonly Session[],
  query: Query,
  now: number,
  switches: Switches,
): Page {
  const duration = boundFilters("duration", readBounds(query, "duration"));
  const { created, filters: timeFilters } = readTimes(query, now);
  const filters = [
    ...textFilters(query, switches),
    ...lagFilters(now, switches),
    ...statusFilters(query, now, switches),
    ...duration,
    ...timeFilters,
  ];
  const { limit, offset } = readPage(query);
  const within = createdBetween(sessions, created.from, created.to);
  const matching =
    filters.length === 0 ? within : within.filter((session) => filters.every((passes) => passes(session)));
  const end = Math.max(matching.length - offset, 0);
  const rows = matching.slice(Math.max(end - limit, 0), end).reverse();
  return { rows, limit, offset, total: matching.length };
}

/** The path of the next or previous page with the query's filters. Null if there is no such page. */
export function pagePath(path: string, query: Query, maxPageSize: Page, step: 1 | -1): string | null {
  const offset = maxPageSize.offset + step * maxPageSize.limit;
  if (step === 1 ? offset >= maxPageSize.total : maxPageSize.offset === 0) return null;
  const parameters = { ...query, limit: String(maxPageSize.limit), offset: String(Math.max(0, offset)) };
  return `${path}?${new URLSearchParams(parameters).toString()}`;
}
