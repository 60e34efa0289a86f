import { PlivoError, UnreadableAnswerError, type Session } from "../plivo";
import { CreateUnknownError } from "../session/errors";
import type { SessionInputs } from "../session/fields";
import { matches } from "../session/match";
import type { SessionState } from "../session/state";
import { reconcile } from "./adopt";
import type { Context } from "./call";
import { isCandidate, onlyOne } from "./find-matching";
import { createdAt, lateCommitMs, listSince } from "./listing";
import type { LostRequest } from "./pending-creates";
import { wait } from "./wait";

/** Between two reads of the list; together `lateCommitMs`. */
const pausesMs = [1_000, 2_000, 4_000, 8_000];
/** For the whole look-up, whatever fails meanwhile. */
export const lookupTimeoutMs = 180_000;

/**
 * The state of the session that a lost request has created; undefined if it has created none.
 *
 * @throws CreateUnknownError if a look-up does not tell.
 */
export async function findLost(
  context: Context,
  inputs: SessionInputs,
  { reason, sentAt }: LostRequest,
): Promise<SessionState | undefined> {
  const { call, client, ledger } = context;
  call.log(`The response to a create was lost (${reason}): looking up the session.`);
  for (;;) {
    const found = await lookUp(context, inputs, sentAt);
    if (found.outcome === "unknown") throw new CreateUnknownError(reason, found.sessionUuids, found);
    if (found.outcome === "none") return undefined;
    // If a diff has shown meanwhile that it is another resource's, the look-up goes on without it.
    if (!ledger.owned.adopt(found.session.sessionUuid)) continue;
    call.log(`Masking session ${found.session.sessionUuid} was created by the lost request: keeping it.`);
    return reconcile(client, inputs, found.session);
  }
}

/** What a look-up after a lost answer has found. */
type LookupResult =
  | { readonly outcome: "found"; readonly session: Session }
  /** Plivo has not made the session, and will hardly do so any more. */
  | { readonly outcome: "none" }
  /**
   * Nobody knows; these live sessions of the same parties have appeared, and may or may not be it. `failure`: why Plivo could
   * not be asked.
   */
  | { readonly outcome: "unknown"; readonly sessionUuids: readonly string[]; readonly failure?: string };

/**
 * Looks for the session of a create whose answer was lost: one of the same parties that was made since just before the
 * request was sent.
 *
 * @param sentAt when the request left.
 * @throws SeveralSessionsError
 */
async function lookUp(
  context: Context,
  inputs: SessionInputs,
  sentAt: LostRequest["sentAt"],
): Promise<LookupResult> {
  const { clock } = context;
  const lostAt = clock.elapsed();
  let seen: readonly string[] = [];
  for (let read = 0; ; read += 1) {
    const began = clock.elapsed();
    const found = await findCreated(context, inputs, sentAt);
    if ("failure" in found) {
      if (found.isFinal) return { outcome: "unknown", sessionUuids: seen, failure: found.failure };
    } else {
      const one = onlyOne(found.matching);
      if (one !== undefined) return { outcome: "found", session: one };
      seen = found.others;
      if (began - lostAt >= lateCommitMs) {
        return seen.length === 0 && found.hasDates
          ? { outcome: "none" }
          : { outcome: "unknown", sessionUuids: seen };
      }
    }
    const pause = pausesMs[Math.min(read, pausesMs.length - 1)] ?? lateCommitMs;
    if (clock.elapsed() - lostAt + pause > lookupTimeoutMs) {
      return {
        outcome: "unknown",
        sessionUuids: seen,
        ...("failure" in found ? { failure: found.failure } : {}),
      };
    }
    if (!(await wait(context, pause))) {
      return { outcome: "unknown", sessionUuids: seen, failure: "the operation was cancelled" };
    }
  }
}

interface PossiblyCreated {
  readonly matching: readonly Session[];
  /** Ids of those that may have been made at the right time, but cannot be told to be what is declared. */
  readonly others: readonly string[];
  /** Whether Plivo has told its own time, without which nothing can be ruled out. */
  readonly hasDates: boolean;
}

/** Plivo cannot be asked, at the moment or at all. */
interface LookupFailure {
  readonly failure: string;
  readonly isFinal: boolean;
}

/** The sessions that the request may have made. */
async function findCreated(
  { client, clock, ledger }: Context,
  inputs: SessionInputs,
  sentAt: LostRequest["sentAt"],
): Promise<PossiblyCreated | LookupFailure> {
  try {
    const { rows, since, dated } = await listSince(client, clock, inputs, sentAt);
    const candidates = rows.filter((row) => isCandidate(row, inputs, ledger.owned));
    // A list may leave out what a single session's answer holds.
    const read = await Promise.all(candidates.map(({ sessionUuid }) => client.find(sessionUuid)));
    const matching: Session[] = [];
    const others: string[] = [];
    for (const [index, row] of candidates.entries()) {
      const session = read[index];
      if (session?.status === "expired") continue;
      const created = createdAt(session ?? row);
      const isMatch = session !== undefined && matches(inputs, session);
      const isEarlier = created !== undefined && created < since;
      if (isEarlier && !isMatch) continue;
      if (isMatch && created !== undefined && !isEarlier) matching.push(session);
      else others.push(row.sessionUuid);
    }
    return { matching, others, hasDates: dated };
  } catch (error) {
    if (!(error instanceof PlivoError)) throw error;
    // The client has asked several times: what answers unreadably each time is not the API.
    return { failure: error.what, isFinal: !error.temporary || error instanceof UnreadableAnswerError };
  }
}
