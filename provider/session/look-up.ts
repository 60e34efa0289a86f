import type { Clock } from "../clock";
import { PlivoError, type PlivoClient, type Session } from "../plivo";
import { SeveralSessionsError } from "./errors";
import type { SessionInputs } from "./fields";
import { livesOn, matches } from "./match";
import type { OwnedSessions } from "./owned";
import { find } from "./read";

/** Milliseconds. */
const day = 86_400_000;
/** How far back Plivo lists, at most 30 days; one less, since its clock may differ from this one. */
const farthestBack = 29 * day;
/** How much later than Plivo's word a session may have been made: it dates in whole seconds. */
const margin = 5_000;
/** For how long after a lost answer a session may still appear in the list. */
export const grace = 15_000;
/** Between two reads of the list; together the grace. */
const pauses = [1_000, 2_000, 4_000, 8_000];
/** For the whole look-up, whatever fails meanwhile. */
const deadline = 180_000;

export interface LookUpContext {
  readonly client: PlivoClient;
  readonly clock: Clock;
  readonly owned: OwnedSessions;
}

/** A moment by a clock's two measures: the one can be set, the other stands still while the machine sleeps. */
export interface Moment {
  readonly now: number;
  readonly elapsed: number;
}

export function momentOf(clock: Clock): Moment {
  return { now: clock.now(), elapsed: clock.elapsed() };
}

/** Milliseconds since a moment: rather too many than too few. */
function timeSince(clock: Clock, { now, elapsed }: Moment): number {
  return Math.max(clock.now() - now, clock.elapsed() - elapsed);
}

/** What a look-up after a lost answer has found. */
export type LookedUp =
  | { readonly outcome: "found"; readonly session: Session }
  /** Plivo has not made the session, and will hardly do so any more. */
  | { readonly outcome: "none" }
  /** Nobody knows; these live sessions of the same parties have appeared, and may or may not be it. */
  | { readonly outcome: "unknown"; readonly sessionUuids: readonly string[] };

/**
 * The live session without an owner that is what a program declares; undefined where there is none.
 *
 * @throws SeveralSessionsError
 */
export async function findMatching(
  { client, clock, owned }: LookUpContext,
  inputs: SessionInputs,
): Promise<Session | undefined> {
  const since = new Date(clock.now() - farthestBack).toISOString();
  const candidates: Session[] = [];
  let now = clock.now();
  for await (const { sessions, date } of client.pages({ ...parties(inputs), createdTimeGte: since })) {
    candidates.push(...sessions.filter((row) => isCandidate(row, inputs, owned)));
    // By Plivo's own clock where it tells it: by this one, a live session could seem to be at its end.
    if (date !== undefined) now = Date.parse(date);
  }
  const read = await Promise.all(candidates.map(({ sessionUuid }) => find(client, sessionUuid)));
  const known = read.filter((session) => session !== undefined);
  return onlyOne(known.filter((session) => livesOn(session, now) && matches(inputs, session)));
}

/**
 * Looks for the session of a create whose answer was lost: one of the same parties that was made since just before the
 * request was sent.
 *
 * @param sentAt when the request left.
 * @throws SeveralSessionsError
 */
export async function lookUp(
  context: LookUpContext,
  inputs: SessionInputs,
  sentAt: Moment,
): Promise<LookedUp> {
  const { clock } = context;
  const lostAt = clock.elapsed();
  let seen: readonly string[] = [];
  for (let read = 0; ; read += 1) {
    const began = clock.elapsed();
    const found = await made(context, inputs, sentAt);
    if (found === "refused") return { outcome: "unknown", sessionUuids: seen };
    const one = onlyOne(found?.matching ?? []);
    if (one !== undefined) return { outcome: "found", session: one };
    if (found !== undefined) seen = found.others;
    if (found !== undefined && began - lostAt >= grace) {
      return seen.length === 0 && found.dated
        ? { outcome: "none" }
        : { outcome: "unknown", sessionUuids: seen };
    }
    const pause = pauses[Math.min(read, pauses.length - 1)] ?? grace;
    if (clock.elapsed() - lostAt + pause > deadline) return { outcome: "unknown", sessionUuids: seen };
    await clock.wait(pause);
  }
}

interface Made {
  readonly matching: readonly Session[];
  /** Ids of those that may have been made at the right time, but cannot be told to be what is declared. */
  readonly others: readonly string[];
  /** Whether Plivo has told its own time, without which nothing can be ruled out. */
  readonly dated: boolean;
}

/** The sessions that the request may have made; undefined where Plivo cannot be asked at the moment, or at all ("refused"). */
async function made(
  { client, clock, owned }: LookUpContext,
  inputs: SessionInputs,
  sentAt: Moment,
): Promise<Made | "refused" | undefined> {
  try {
    const { rows, since, dated } = await madeSince(client, clock, inputs, sentAt);
    const candidates = rows.filter((row) => isCandidate(row, inputs, owned));
    // A list may leave out what a single session's answer holds.
    const read = await Promise.all(candidates.map(({ sessionUuid }) => find(client, sessionUuid)));
    const matching: Session[] = [];
    const others: string[] = [];
    for (const [index, row] of candidates.entries()) {
      const session = read[index];
      const created = createdAt(session ?? row);
      if (session?.status === "expired" || (created !== undefined && created < since)) continue;
      const isIt = session !== undefined && created !== undefined && matches(inputs, session);
      if (isIt) matching.push(session);
      else others.push(row.sessionUuid);
    }
    return { matching, others, dated };
  } catch (error) {
    if (error instanceof PlivoError) return error.temporary ? undefined : "refused";
    throw error;
  }
}

/** The parties' sessions, newest first, back to when the request was sent by Plivo's own clock. */
async function madeSince(client: PlivoClient, clock: Clock, inputs: SessionInputs, sentAt: Moment) {
  const rows: Session[] = [];
  let since = Number.NaN;
  let dated = true;
  for await (const { sessions, date } of client.pages(parties(inputs))) {
    dated &&= date !== undefined;
    const now = date === undefined ? clock.now() : Date.parse(date);
    if (Number.isNaN(since)) since = now - timeSince(clock, sentAt) - margin;
    for (const row of sessions) {
      const created = createdAt(row);
      if (created !== undefined && created < since) return { rows, since, dated };
      rows.push(row);
    }
  }
  return { rows, since, dated };
}

function createdAt({ createdTime }: Session): number | undefined {
  return typeof createdTime === "string" ? Date.parse(createdTime) : undefined;
}

function parties({ firstParty, secondParty }: SessionInputs) {
  return {
    ...(firstParty === undefined ? {} : { firstParty }),
    ...(secondParty === undefined ? {} : { secondParty }),
  };
}

/** A session that lives, as far as is shown, that is of just these parties, and that no resource has. */
function isCandidate(row: Session, inputs: SessionInputs, owned: OwnedSessions): boolean {
  const same = (["firstParty", "secondParty"] as const).every(
    (name) => row[name] === undefined || row[name] === (inputs[name] ?? null),
  );
  return same && row.status !== "expired" && !owned.has(row.sessionUuid);
}

function onlyOne(sessions: readonly Session[]): Session | undefined {
  if (sessions.length > 1) throw new SeveralSessionsError(sessions.map(({ sessionUuid }) => sessionUuid));
  return sessions[0];
}
