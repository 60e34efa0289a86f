import type { Session } from "../plivo";
import { SeveralSessionsError } from "../session/errors";
import type { SessionInputs } from "../session/fields";
import { differences, hasEnoughLife, matches } from "../session/match";
import type { Context } from "./call";
import type { OwnedSessions } from "./owned-sessions";

/**
 * The live session that matches the program and belongs to no resource, if there is one; and the near misses:
 * live sessions of the same parties, with the arguments in which they differ.
 *
 * @throws SeveralSessionsError
 */
export async function findMatching({ client, ledger }: Context, inputs: SessionInputs) {
  const { rows, now, find } = await client.candidates(inputs);
  const candidates = rows.filter((row) => isCandidate(row, inputs, ledger.owned));
  const found = await Promise.all(candidates.map(find));
  const live = found
    .filter((session) => session !== undefined)
    .filter((session) => hasEnoughLife(session, now));
  return {
    session: onlyOne(live.filter((session) => matches(inputs, session))),
    nearMisses: live
      .map((session) => ({ sessionUuid: session.sessionUuid, names: differences(inputs, session) }))
      .filter(({ names }) => names.length > 0),
  };
}

/** Whether a listed session is live as far as the row shows, has these parties and belongs to no resource. */
export function isCandidate(row: Session, inputs: SessionInputs, owned: OwnedSessions): boolean {
  const same = (["firstParty", "secondParty"] as const).every(
    (name) => row[name] === undefined || row[name] === (inputs[name] ?? null),
  );
  return same && row.status !== "expired" && !owned.has(row.sessionUuid);
}

/** @throws SeveralSessionsError */
export function onlyOne(sessions: readonly Session[]): Session | undefined {
  if (sessions.length > 1) throw new SeveralSessionsError(sessions.map(({ sessionUuid }) => sessionUuid));
  return sessions[0];
}
