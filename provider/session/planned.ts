import { valueToSend, changes } from "./changes";
import { identityNames, pins, type SessionState } from "./state";
import type { SessionInputs } from "./fields";
import { unknownInput } from "./unknown";

/** Outputs as a preview knows them: `UNKNOWN` in place of what only Plivo can say. */
export type PlannedOutputs = Readonly<Record<string, unknown>>;

/** The outputs of a session that an update will create. */
export function plannedCreate(news: SessionInputs): PlannedOutputs {
  const generated = (news.generatePin as unknown) === unknownInput || news.generatePin === true ? pins : [];
  const unknown = [...identityNames, ...generated].map((name) => [name, unknownInput]);
  return { ...(Object.fromEntries(unknown) as PlannedOutputs), ...news };
}

/**
 * The outputs of a session after an update in place.
 *
 * @param isRenewed whether `renewBefore` has the session extended.
 */
export function plannedUpdate(
  olds: Partial<SessionState>,
  news: SessionInputs,
  isRenewed: boolean,
): PlannedOutputs {
  const kept = [...identityNames, ...(news.generatePin === true ? pins : [])];
  const known: PlannedOutputs = Object.fromEntries(kept.map((name) => [name, olds[name] ?? unknownInput]));
  return { ...known, ...(isRenewed || movesExpiry(olds, news) ? { expiryTime: unknownInput } : {}), ...news };
}

/** Plivo restarts the session's clock if an update sends `sessionExpiry`. */
function movesExpiry(olds: Partial<SessionState>, news: SessionInputs): boolean {
  const { authId = "", sessionUuid = "" } = olds;
  return changes({ ...olds, authId, sessionUuid }, news).some(
    (change) => change.name === "sessionExpiry" && valueToSend(change) !== undefined,
  );
}
