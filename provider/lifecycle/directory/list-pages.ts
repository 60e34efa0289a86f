import type { Clock } from "../../common/clock";
import { PlivoError, type ListFilters, type PlivoClient, type Session, type SessionPage } from "../../plivo";
import { createdAt } from "../listing";

/** Rows on a page: Plivo's max. */
export const pageSize = 20;

/** How long a row counts as a response, from the request of its page. Reading one by one takes longer. */
export const maxRowAgeMs = 60_000;

/**
 * An account, or one of its subaccounts: nothing says whether an account's list has the sessions of those.
 */
export type Scope = Pick<ListFilters, "subaccount">;

/** What lists come from. */
export interface ListSource {
  readonly client: PlivoClient;
  readonly clock: Clock;
  readonly scope: Scope;
}

/**
 * A value in place of an error of Plivo's: requests for single sessions meet it too, and say what is wrong.
 */
export async function unlessPlivoFails<T>(listing: Promise<T>, value: T): Promise<T> {
  try {
    return await listing;
  } catch (error) {
    if (error instanceof PlivoError) return value;
    throw error;
  }
}

/** A range of `created_time` in milliseconds since the epoch, without its end. */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
}

/** A row of a list. */
export interface ListedRow {
  readonly row: Session;
  /** When its page was requested, by the clock's elapsed milliseconds. */
  readonly requestedAt: number;
}

/** The newest sessions. */
export interface Newest {
  readonly rows: readonly Session[];
  /** By Plivo's clock no more sessions are created before it: a list that ends there keeps its offsets. */
  readonly cutoff: number;
  /** How many sessions `rows` lacks; undefined: Plivo does not say it. */
  readonly older: number | undefined;
  /** The response's Date header. */
  readonly date: string | undefined;
}

/**
 * The newest sessions since a moment: those of the newest one's second, and whatever else is on their pages.
 * Creates of others move rows to later pages while this reads, which hides none from a walk that starts at
 * the first.
 *
 * @returns undefined if rows lack their time of creation, or the walk has ended before the last page.
 */
export async function listNewest({ client, scope }: ListSource, from: number): Promise<Newest | undefined> {
  const rows: Session[] = [];
  let cutoff: number | undefined;
  let date: string | undefined;
  let isComplete = true;
  for await (const page of client.pages({
    ...scope,
    createdTimeGte: new Date(from).toISOString(),
    limit: pageSize,
  })) {
    rows.push(...page.sessions);
    isComplete = page.nextOffset === undefined;
    date ??= page.date;
    const times = rows.map(createdAt).filter((time) => time !== undefined);
    if (times.length < rows.length) return undefined;
    const newest = (cutoff ??= times[0] ?? from);
    const count = times.filter((time) => time >= newest).length;
    if (count < rows.length) {
      const older = isComplete ? 0 : page.totalCount && page.totalCount - count;
      return { rows, cutoff: newest, older, date };
    }
  }
  return isComplete ? { rows, cutoff: cutoff ?? from, older: 0, date } : undefined;
}

/** One page of a range; the last one has its oldest sessions. */
export function listPage(
  { client, scope }: ListSource,
  { from, to }: TimeRange,
  index: number,
): Promise<SessionPage> {
  return client.list({
    ...scope,
    createdTimeGte: new Date(from).toISOString(),
    createdTimeLt: new Date(to).toISOString(),
    limit: pageSize,
    offset: index * pageSize,
  });
}

/** All sessions of a range; undefined if its pages do not fit together. */
export async function listRange(
  source: ListSource,
  range: TimeRange,
): Promise<readonly Session[] | undefined> {
  const first = await listPage(source, range, 0);
  const { totalCount } = first;
  if (totalCount === undefined) return undefined;
  const indexes = Array.from({ length: Math.max(0, pageCount(totalCount) - 1) }, (_, index) => index + 1);
  const others = await Promise.all(indexes.map((index) => listPage(source, range, index)));
  const rows = [first, ...others].flatMap(({ sessions }) => sessions);
  const isComplete = new Set(rows.map(({ sessionUuid }) => sessionUuid)).size === totalCount;
  return isComplete && others.every((page) => page.totalCount === totalCount) ? rows : undefined;
}

/** How many pages so many sessions take. */
export function pageCount(sessions: number): number {
  return Math.ceil(sessions / pageSize);
}
