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

/** Between reads of the list. Their sum is `lateCommitMs`. */
const pausesMs = [1_000, 2_000, 4_000, 8_000];
/** For the whole lookup, retries included. */
export const lookupTimeoutMs = 180_000;

/**
 * Finds and adopts the session that a lost request created. Undefined if it created none.
 *
 * @throws CreateUnknownError if the lookup is inconclusive.
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
    // False if a diff has assigned it to another resource during the lookup.
    if (!ledger.owned.adopt(found.session.sessionUuid)) continue;
    call.log(`Masking session ${found.session.sessionUuid} was created by the lost request: keeping it.`);
    return reconcile(client, inputs, found.session);
  }
}

type LookupResult =
  | { readonly outcome: "found"; readonly session: Session }
  /** Plivo has not created the session, and almost certainly will not. */
  | { readonly outcome: "none" }
  /** `sessionUuids`: live sessions of the same parties that may be it. `failure`: why the lookup failed. */
  | { readonly outcome: "unknown"; readonly sessionUuids: readonly string[]; readonly failure?: string };

/**
 * Reads the list until it shows the session, or until `lateCommitMs` have passed.
 *
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
    const beganAt = clock.elapsed();
    const found = await findCreated(context, inputs, sentAt);
    if ("failure" in found) {
      if (found.isFinal) return { outcome: "unknown", sessionUuids: seen, failure: found.failure };
    } else {
      const one = onlyOne(found.matching);
      if (one !== undefined) return { outcome: "found", session: one };
      seen = found.others;
      if (beganAt - lostAt >= lateCommitMs) {
        return seen.length === 0 && found.hasDates
          ? { outcome: "none" }
          : { outcome: "unknown", sessionUuids: seen };
      }
    }
    const pauseMs = pausesMs[Math.min(read, pausesMs.length - 1)] ?? lateCommitMs;
    if (clock.elapsed() - lostAt + pauseMs > lookupTimeoutMs) {
      return {
        outcome: "unknown",
        sessionUuids: seen,
        ...("failure" in found ? { failure: found.failure } : {}),
      };
    }
    if (!(await wait(context, pauseMs))) {
      return { outcome: "unknown", sessionUuids: seen, failure: "the operation was cancelled" };
    }
  }
}

interface PossiblyCreated {
  readonly matching: readonly Session[];
  /** The UUIDs of sessions of the right time that may or may not match. */
  readonly others: readonly string[];
  /** Whether each list had a Date header. Without one, no session can be ruled out. */
  readonly hasDates: boolean;
}

interface LookupFailure {
  readonly failure: string;
  readonly isFinal: boolean;
}

/** The sessions that the request may have created. */
async function findCreated(
  { client, clock, ledger }: Context,
  inputs: SessionInputs,
  sentAt: LostRequest["sentAt"],
): Promise<PossiblyCreated | LookupFailure> {
  try {
    const { rows, since, hasDates } = await listSince(client, clock, inputs, sentAt);
    const candidates = rows.filter((row) => isCandidate(row, inputs, ledger.owned));
    // A row may lack what a read by UUID reports.
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
    return { matching, others, hasDates };
  } catch (error) {
    if (!(error instanceof PlivoError)) throw error;
    // The client has retried: what responds unreadably each time is not Plivo's API.
    return { failure: error.what, isFinal: !error.temporary || error instanceof UnreadableAnswerError };
  }
}
