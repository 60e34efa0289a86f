import type { Clock } from "../common/clock";
import { timeSince, type Moment } from "../common/moments";
import { InvalidRequestError, type ListFilters, type PlivoClient, type Session } from "../plivo";
import type { SessionInputs } from "../session/fields";

/** Milliseconds. */
const day = 86_400_000;
/** For how long after it was made, or after its answer was lost, a session may still be missing from the list. */
export const grace = 15_000;
/** How far back Plivo lists, at most 30 days; one less, since its clock may differ from this one. */
export const maxLookbackMs = 29 * day;
/** How much later than Plivo's word a session may have been made: it dates in whole seconds. */
const margin = 2_000;
/** How much earlier than that a session may be dated and still keep a look-up from ruling it out. */
export const clockSkewMs = 60_000;

/** Sessions, and the time by Plivo's clock. */
interface Listed {
  readonly rows: readonly Session[];
  readonly now: number;
}

/** The parties' sessions as far back as Plivo lists them, and its time; by this machine's clock where it tells none. */
export async function listBack(client: PlivoClient, clock: Clock, inputs: SessionInputs): Promise<Listed> {
  const supposed = clock.now();
  try {
    const listed = await listFrom(client, clock, inputs, supposed);
    // A clock that is far ahead has asked for the wrong days.
    return Math.abs(listed.now - supposed) < day ? listed : await listFrom(client, clock, inputs, listed.now);
  } catch (error) {
    if (!(error instanceof InvalidRequestError)) throw error;
    // One that is far behind, for more days than Plivo lists at once.
    const { date } = await client.list({ limit: 1 });
    const now = date === undefined ? supposed : Date.parse(date);
    if (now - supposed < day / 2) throw error;
    return listFrom(client, clock, inputs, now);
  }
}

async function listFrom(
  client: PlivoClient,
  clock: Clock,
  inputs: SessionInputs,
  from: number,
): Promise<Listed> {
  const createdTimeGte = new Date(from - maxLookbackMs).toISOString();
  const rows: Session[] = [];
  let now = clock.now();
  for (const filters of listings(inputs)) {
    for await (const { sessions, date } of client.pages({ ...filters, createdTimeGte })) {
      rows.push(...sessions);
      if (date !== undefined) now = Date.parse(date);
    }
  }
  return { rows: distinct(rows), now };
}

/**
 * The parties' sessions, newest first, back to when the request was sent by Plivo's own clock, and somewhat further, since its
 * Date header can come from another one than its sessions' times.
 */
export async function madeSince(client: PlivoClient, clock: Clock, inputs: SessionInputs, sentAt: Moment) {
  const rows: Session[] = [];
  let since = Number.NaN;
  let dated = true;
  for (const filters of listings(inputs)) {
    for await (const { sessions, date } of client.pages(filters)) {
      dated &&= date !== undefined;
      const now = date === undefined ? clock.now() : Date.parse(date);
      if (Number.isNaN(since)) since = now - timeSince(clock, sentAt) - margin;
      const recent = sessions.filter((row) => !((createdAt(row) ?? since) < since - clockSkewMs));
      rows.push(...recent);
      if (recent.length < sessions.length) break;
    }
  }
  return { rows: distinct(rows), since, dated };
}

export function createdAt({ createdTime }: Session): number | undefined {
  return typeof createdTime === "string" ? Date.parse(createdTime) : undefined;
}

/** Nothing says whether a list without `subaccount` holds the subaccounts' sessions, so both are read. */
function listings({ firstParty, secondParty, subaccount }: SessionInputs): ListFilters[] {
  const parties = {
    ...(firstParty === undefined ? {} : { firstParty }),
    ...(secondParty === undefined ? {} : { secondParty }),
  };
  return subaccount === undefined ? [parties] : [parties, { ...parties, subaccount }];
}

function distinct(rows: readonly Session[]): Session[] {
  return [...new Map(rows.map((row) => [row.sessionUuid, row])).values()];
}
