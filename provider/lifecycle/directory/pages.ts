import type { ListFilters, PlivoClient, Session, SessionPage } from "../../plivo";
import { createdAt } from "../listing";

/** Rows in a page: as many as Plivo gives at most. */
export const pageSize = 20;

/** How many reads, and how many creates that may take over, ask for themselves before they share lists: as many as small stacks have. */
export const usualAfter = 8;

/**
 * Milliseconds for which a row is as good as an answer, from when its page was asked for. A refresh that reads one by one takes longer,
 * and its result is no newer.
 */
export const longestAge = 60_000;

/** Whose sessions are listed: an account's, or a subaccount's. */
export type Whose = Pick<ListFilters, "subaccount">;

/** A stretch of created_time in milliseconds since the epoch, without its end. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** A row, and when it was asked for, by the clock's elapsed milliseconds. */
export interface ListedRow {
  readonly row: Session;
  readonly askedAt: number;
}

/** The newest sessions. */
export interface Newest {
  readonly rows: readonly Session[];
  /** By Plivo's own clock no session is made before it any more: a list that ends there keeps its offsets. */
  readonly settled: number;
  /** How many there are beside those of that second, where Plivo says it; 0: these are all since the moment that was asked for. */
  readonly older: number | undefined;
  /** The answer's date, where it has one. */
  readonly date: string | undefined;
}

/**
 * The newest sessions since a moment: those of the newest one's second, and what else their pages show. Others make more meanwhile,
 * which moves rows to later pages and hides none from a walk that begins at the first. Undefined: rows do not tell when they were made, or
 * the walk has ended before the last page.
 */
export async function listNewest(
  client: PlivoClient,
  whose: Whose,
  from: number,
): Promise<Newest | undefined> {
  const rows: Session[] = [];
  let settled: number | undefined;
  let date: string | undefined;
  let isWhole = true;
  for await (const page of client.pages({ ...whose, createdTimeGte: isoTime(from), limit: pageSize })) {
    rows.push(...page.sessions);
    isWhole = page.nextOffset === undefined;
    date ??= page.date;
    const times = rows.map(createdAt).filter((time) => time !== undefined);
    if (times.length < rows.length) return undefined;
    const newest = (settled ??= times[0] ?? from);
    const ofNewest = times.filter((time) => time >= newest).length;
    if (ofNewest < rows.length) {
      const older = page.nextOffset === undefined ? 0 : page.totalCount && page.totalCount - ofNewest;
      return { rows, settled: newest, older, date };
    }
  }
  return isWhole ? { rows, settled: settled ?? from, older: 0, date } : undefined;
}

/** One page of a stretch; the last one has its oldest sessions. */
export function listPage(
  client: PlivoClient,
  whose: Whose,
  { from, to }: Stretch,
  index: number,
): Promise<SessionPage> {
  return client.list({
    ...whose,
    createdTimeGte: isoTime(from),
    createdTimeLt: isoTime(to),
    limit: pageSize,
    offset: index * pageSize,
  });
}

/** How many pages so many sessions take. */
export function pagesOf(count: number): number {
  return Math.ceil(count / pageSize);
}

function isoTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
