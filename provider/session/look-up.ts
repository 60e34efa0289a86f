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
  const rows: Session[] = [];
  for await (const row of client.sessions({ ...parties(inputs), createdTimeGte: since })) rows.push(row);
  const live = await reread(
    client,
    rows.filter((row) => isCandidate(row, inputs, owned)),
  );
  const matching = live.filter((session) => livesOn(session, clock.now()) && matches(inputs, session));
  return onlyOne(matching);
}

/**
 * Looks for the session of a create whose answer was lost: one of the same parties that was made since just before the
 * request was sent.
 *
 * @param sentAt when the request left, by the clock's elapsed milliseconds.
 * @throws SeveralSessionsError
 */
export async function lookUp(
  context: LookUpContext,
  inputs: SessionInputs,
  sentAt: number,
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
  /** Ids of those that were made at the right time, but are not what is declared. */
  readonly others: readonly string[];
  /** Whether Plivo has told its own time, without which nothing can be ruled out. */
  readonly dated: boolean;
}

/** The sessions that the request may have made; undefined where Plivo cannot be asked at the moment, or at all ("refused"). */
async function made(
  { client, clock, owned }: LookUpContext,
  inputs: SessionInputs,
  sentAt: number,
): Promise<Made | "refused" | undefined> {
  try {
    const { rows, dated } = await madeSince(client, clock, inputs, sentAt);
    const live = await reread(
      client,
      rows.filter((row) => isCandidate(row, inputs, owned)),
    );
    const matching = live.filter((session) => matches(inputs, session));
    const others = live.filter((session) => !matching.includes(session));
    return { matching, others: others.map(({ sessionUuid }) => sessionUuid), dated };
  } catch (error) {
    if (error instanceof PlivoError) return error.temporary ? undefined : "refused";
    throw error;
  }
}

/** The parties' sessions, newest first, back to when the request was sent by Plivo's own clock. */
async function madeSince(client: PlivoClient, clock: Clock, inputs: SessionInputs, sentAt: number) {
  const rows: Session[] = [];
  let since: number | undefined;
  let dated = true;
  for await (const { sessions, date } of client.pages(parties(inputs))) {
    dated &&= date !== undefined;
    const now = date === undefined ? clock.now() : Date.parse(date);
    since ??= now - (clock.elapsed() - sentAt) - margin;
    for (const row of sessions) {
      if (typeof row.createdTime === "string" && Date.parse(row.createdTime) < since) return { rows, dated };
      rows.push(row);
    }
  }
  return { rows, dated };
}

function parties({ firstParty, secondParty }: SessionInputs) {
  return {
    ...(firstParty === undefined ? {} : { firstParty }),
    ...(secondParty === undefined ? {} : { secondParty }),
  };
}

/** A live session of just these parties that no resource has. */
function isCandidate(row: Session, inputs: SessionInputs, owned: OwnedSessions): boolean {
  const same = (["firstParty", "secondParty"] as const).every(
    (name) => (row[name] ?? null) === (inputs[name] ?? null),
  );
  return same && row.status !== "expired" && !owned.has(row.sessionUuid);
}

/** A list may leave out what a single session's answer holds; one that has vanished since is none. */
async function reread(client: PlivoClient, rows: readonly Session[]): Promise<Session[]> {
  const read = await Promise.all(rows.map(({ sessionUuid }) => find(client, sessionUuid)));
  return read.filter((session) => session !== undefined).filter(({ status }) => status !== "expired");
}

function onlyOne(sessions: readonly Session[]): Session | undefined {
  if (sessions.length > 1) throw new SeveralSessionsError(sessions.map(({ sessionUuid }) => sessionUuid));
  return sessions[0];
}
