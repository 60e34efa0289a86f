import type { Clock } from "../common/clock";
import { timeSince, type Moment } from "../common/moments";
import { InvalidRequestError, type ListFilters, type PlivoClient, type Session } from "../plivo";
import type { SessionInputs } from "../session/fields";

const dayMs = 86_400_000;
/** How long a session may be missing from lists after its creation, or after its response was lost. */
export const lateCommitMs = 15_000;
/** Plivo lists 30 days at once. One less, since its clock may differ from this one. */
export const maxLookbackMs = 29 * dayMs;
/** How far apart Plivo's Date headers and its sessions' times may be. */
export const clockSkewMs = 60_000;
/** Plivo dates in whole seconds, so a session may have been created that much after its date. */
const dateErrorMs = 2_000;

type Lists = Pick<PlivoClient, "list" | "pages">;

/** Sessions, and Plivo's time in milliseconds since the epoch. */
interface Listing {
  readonly rows: readonly Session[];
  readonly now: number;
}

/**
 * The parties' sessions as far back as Plivo lists them. Without a Date header, the time is this machine's.
 */
export async function listByParties(client: Lists, clock: Clock, inputs: SessionInputs): Promise<Listing> {
  const machineNow = clock.now();
  try {
    const listed = await listLookback(client, clock, inputs, machineNow);
    // A clock that is far ahead has asked for the wrong days.
    return Math.abs(listed.now - machineNow) < dayMs
      ? listed
      : await listLookback(client, clock, inputs, listed.now);
  } catch (error) {
    if (!(error instanceof InvalidRequestError)) throw error;
    // One that is far behind, for more days than Plivo lists at once.
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
 * The parties' sessions, newest first, since a request was sent: by Plivo's clock, and back to `clockSkewMs`
 * before that.
 *
 * @returns `since`: when Plivo's clock says that the request was sent; `dated`: whether each page said its
 * time.
 */
export async function listSince(client: Lists, clock: Clock, inputs: SessionInputs, sentAt: Moment) {
  const rows: Session[] = [];
  let since = Number.NaN;
  let dated = true;
  for (const filters of partyFilters(inputs)) {
    for await (const { sessions, date } of client.pages(filters)) {
      dated &&= date !== undefined;
      const now = date === undefined ? clock.now() : Date.parse(date);
      if (Number.isNaN(since)) since = now - timeSince(clock, sentAt) - dateErrorMs;
      const recent = sessions.filter((row) => !((createdAt(row) ?? since) < since - clockSkewMs));
      rows.push(...recent);
      if (recent.length < sessions.length) break;
    }
  }
  return { rows: distinct(rows), since, dated };
}

/** In milliseconds since the epoch. */
export function createdAt({ createdTime }: Session): number | undefined {
  return typeof createdTime === "string" ? Date.parse(createdTime) : undefined;
}

/** Nothing says whether a list without `subaccount` has the subaccounts' sessions, so both are listed. */
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
