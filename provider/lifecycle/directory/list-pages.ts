import type { Clock } from "../../common/clock";
import { PlivoError, type ListFilters, type PlivoClient, type Session, type SessionPage } from "../../plivo";
import { createdAt } from "../listing";

/** Rows on a page: Plivo's max. */
export const pageSize = 20;

/** How long a row counts as a response, from the request of its page. Single reads take longer than this. */
export const maxRowAgeMs = 60_000;

/** An account or one subaccount: Plivo does not document whether an account's list includes subaccounts. */
export type Scope = Pick<ListFilters, "subaccount">;

export interface ListSource {
  readonly client: PlivoClient;
  readonly clock: Clock;
  readonly scope: Scope;
}

/** Returns a value if Plivo fails: the single requests that follow report the error. */
export async function unlessPlivoFails<T>(listing: Promise<T>, value: T): Promise<T> {
  try {
    return await listing;
  } catch (error) {
    if (error instanceof PlivoError) return value;
    throw error;
  }
}

/** A half-open range of `created_time`, in milliseconds since the epoch. */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
}

export interface ListedRow {
  readonly row: Session;
  /** When its page was requested, by the clock's elapsed milliseconds. */
  readonly requestedAt: number;
}

/** The newest sessions. */
export interface Newest {
  readonly rows: readonly Session[];
  /** Plivo creates no more sessions before this time, so a list that ends here keeps its offsets. */
  readonly cutoff: number;
  /** How many sessions `rows` lacks; undefined: Plivo does not say it. */
  readonly older: number | undefined;
  /** The response's Date header. */
  readonly date: string | undefined;
}

/**
 * The newest sessions since a time: all of the newest second, and the rest of their pages. Other creates move
 * rows to later pages during the walk, which hides none, because it starts at the first page.
 *
 * @returns undefined if a row has no `created_time`, or if the pages ended early.
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

/** One page of a range, newest sessions first. */
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

/** All sessions of a range. Undefined if its pages contradict each other. */
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

export function pageCount(sessions: number): number {
  return Math.ceil(sessions / pageSize);
}
