import type { Clock } from "../common/clock";
import type { Moment } from "../common/moments";
import { PlivoError, UnreadableAnswerError, type PlivoClient, type Session } from "../plivo";
import type { BulkCreates } from "./directory/creates";
import { SeveralSessionsError } from "../session/errors";
import type { FieldName, SessionInputs } from "../session/fields";
import { differences, livesOn, matches } from "../session/match";
import type { OwnedSessions } from "./owned-sessions";
import { createdAt, grace, listBack, madeSince } from "./listing";

/** Between two reads of the list; together the grace. */
const pauses = [1_000, 2_000, 4_000, 8_000];
/** For the whole look-up, whatever fails meanwhile. */
export const deadline = 180_000;

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
  /**
   * Nobody knows; these live sessions of the same parties have appeared, and may or may not be it. `failure`: why Plivo could
   * not be asked.
   */
  | { readonly outcome: "unknown"; readonly sessionUuids: readonly string[]; readonly failure?: string };

/** A live session of the declared parties that cannot be taken over, and the arguments in which it differs. */
export interface NearMiss {
  readonly sessionUuid: string;
  readonly names: readonly FieldName[];
}

/**
 * The live session without an owner that is what a program declares, where there is one, and those that nearly are.
 *
 * @throws SeveralSessionsError
 */
export async function findMatching(
  context: LookUpContext & { readonly bulk: BulkCreates },
  inputs: SessionInputs,
): Promise<{ readonly session: Session | undefined; readonly nearMisses: readonly NearMiss[] }> {
  const { bulk, client, clock, owned } = context;
  const { rows, now, read } = (await bulk.sessionsOf(client, inputs)) ?? {
    ...(await listBack(client, clock, inputs)),
    read: ({ sessionUuid }: Session) => client.find(sessionUuid),
  };
  const candidates = rows.filter((row) => isCandidate(row, inputs, owned));
  const found = await Promise.all(candidates.map(read));
  const live = found.filter((session) => session !== undefined).filter((session) => livesOn(session, now));
  return {
    session: onlyOne(live.filter((session) => matches(inputs, session))),
    nearMisses: live
      .map((session) => ({ sessionUuid: session.sessionUuid, names: differences(inputs, session) }))
      .filter(({ names }) => names.length > 0),
  };
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
    if ("failure" in found) {
      if (found.isFinal) return { outcome: "unknown", sessionUuids: seen, failure: found.failure };
    } else {
      const one = onlyOne(found.matching);
      if (one !== undefined) return { outcome: "found", session: one };
      seen = found.others;
      if (began - lostAt >= grace) {
        return seen.length === 0 && found.dated
          ? { outcome: "none" }
          : { outcome: "unknown", sessionUuids: seen };
      }
    }
    const pause = pauses[Math.min(read, pauses.length - 1)] ?? grace;
    if (clock.elapsed() - lostAt + pause > deadline) {
      return {
        outcome: "unknown",
        sessionUuids: seen,
        ...("failure" in found ? { failure: found.failure } : {}),
      };
    }
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

/** Plivo cannot be asked, at the moment or at all. */
interface NotAsked {
  readonly failure: string;
  readonly isFinal: boolean;
}

/** The sessions that the request may have made. */
async function made(
  { client, clock, owned }: LookUpContext,
  inputs: SessionInputs,
  sentAt: Moment,
): Promise<Made | NotAsked> {
  try {
    const { rows, since, dated } = await madeSince(client, clock, inputs, sentAt);
    const candidates = rows.filter((row) => isCandidate(row, inputs, owned));
    // A list may leave out what a single session's answer holds.
    const read = await Promise.all(candidates.map(({ sessionUuid }) => client.find(sessionUuid)));
    const matching: Session[] = [];
    const others: string[] = [];
    for (const [index, row] of candidates.entries()) {
      const session = read[index];
      if (session?.status === "expired") continue;
      const created = createdAt(session ?? row);
      const isIt = session !== undefined && matches(inputs, session);
      const isEarlier = created !== undefined && created < since;
      if (isEarlier && !isIt) continue;
      if (isIt && created !== undefined && !isEarlier) matching.push(session);
      else others.push(row.sessionUuid);
    }
    return { matching, others, dated };
  } catch (error) {
    if (!(error instanceof PlivoError)) throw error;
    // The client has asked several times: what answers unreadably each time is not the API.
    return { failure: error.what, isFinal: !error.temporary || error instanceof UnreadableAnswerError };
  }
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
