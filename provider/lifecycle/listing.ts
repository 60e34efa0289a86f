import type { Clock } from "../common/clock";
import { timeSince, type Moment } from "../common/moments";
import { InvalidRequestError, type ListFilters, type PlivoClient, type Session } from "../plivo";
import type { SessionInputs } from "../session/fields";

const dayMs = 86_400_000;
/** How long a session may be missing from lists after its creation, or after the loss of its response. */
export const lateCommitMs = 15_000;
/** Plivo lists 30 days at once. One less, because clocks may differ. */
export const maxLookbackMs = 29 * dayMs;
/** How far Plivo's Date headers and its `created_time` may differ. */
export const clockSkewMs = 60_000;
/** Plivo's times are in whole seconds. */
const dateErrorMs = 2_000;

type Lists = Pick<PlivoClient, "list" | "pages">;

/** Sessions, and Plivo's time in milliseconds since the epoch. */
interface Listing {
  readonly rows: readonly Session[];
  readonly now: number;
}

/** The parties' sessions as far back as Plivo lists them. Without a Date header, `now` is this machine's. */
export async function listByParties(client: Lists, clock: Clock, inputs: SessionInputs): Promise<Listing> {
  const machineNow = clock.now();
  try {
    const listed = await listLookback(client, clock, inputs, machineNow);
    // If this machine's clock is far ahead, the request had the wrong days.
    return Math.abs(listed.now - machineNow) < dayMs
      ? listed
      : await listLookback(client, clock, inputs, listed.now);
  } catch (error) {
    if (!(error instanceof InvalidRequestError)) throw error;
    // If it is far behind, the request had more days than Plivo lists at once.
    const { date } = await client.list({ limit: 1 });
    const now = date === undefined ? machineNow : Date.parse(date);
    if (now - machineNow < dayMs / 2) throw error;
    return listLookback(client, clock, inputs, now);
  }
}

async function listLookback(
  client: Lists,
  clock: Clock,
  inputs: SessionInputs,
  machineNow: number,
): Promise<Listing> {
  const createdTimeGte = new Date(machineNow - maxLookbackMs).toISOString();
  const rows: Session[] = [];
  let now = clock.now();
  for (const filters of partyFilters(inputs)) {
    for await (const { sessions, date } of client.pages({ ...filters, createdTimeGte })) {
      rows.push(...sessions);
      if (date !== undefined) now = Date.parse(date);
    }
  }
  return { rows: distinct(rows), now };
}

/**
 * The parties' sessions, newest first, from `clockSkewMs` before a request was sent.
 *
 * @returns `since`: when the request was sent, by Plivo's clock; `hasDates`: whether each page had a Date
 * header.
 */
export async function listSince(client: Lists, clock: Clock, inputs: SessionInputs, sentAt: Moment) {
  const rows: Session[] = [];
  let since = Number.NaN;
  let hasDates = true;
  for (const filters of partyFilters(inputs)) {
    for await (const { sessions, date } of client.pages(filters)) {
      hasDates &&= date !== undefined;
      const now = date === undefined ? clock.now() : Date.parse(date);
      if (Number.isNaN(since)) since = now - timeSince(clock, sentAt) - dateErrorMs;
      const recent = sessions.filter((row) => !((createdAt(row) ?? since) < since - clockSkewMs));
      rows.push(...recent);
      if (recent.length < sessions.length) break;
    }
  }
  return { rows: distinct(rows), since, hasDates };
}

/** In milliseconds since the epoch. */
export function createdAt({ createdTime }: Session): number | undefined {
  return typeof createdTime === "string" ? Date.parse(createdTime) : undefined;
}

/** Plivo does not document whether a list without `subaccount` includes subaccounts: list both. */
function partyFilters({ firstParty, secondParty, subaccount }: SessionInputs): ListFilters[] {
  const parties = {
    ...(firstParty === undefined ? {} : { firstParty }),
    ...(secondParty === undefined ? {} : { secondParty }),
  };
  return subaccount === undefined ? [parties] : [parties, { ...parties, subaccount }];
}

function distinct(rows: readonly Session[]): Session[] {
  return [...new Map(rows.map((row) => [row.sessionUuid, row])).values()];
}
