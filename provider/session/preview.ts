import { valueToSend, changes } from "./changes";
import { identityNames, pinNames, type SessionState } from "./state";
import type { SessionInputs } from "./fields";
import { unknownInput } from "./unknown";

/** Outputs in a preview. Those that Plivo decides are `unknownInput`. */
export type PreviewOutputs = Readonly<Record<string, unknown>>;

/** The outputs of a create. */
export function previewCreate(news: SessionInputs): PreviewOutputs {
  const generated =
    (news.generatePin as unknown) === unknownInput || news.generatePin === true ? pinNames : [];
  const unknown = [...identityNames, ...generated].map((name) => [name, unknownInput]);
  return { ...(Object.fromEntries(unknown) as PreviewOutputs), ...news };
}

/**
 * The outputs of an update in place.
 *
 * @param isRenewed whether `renewBefore` extends the session.
 */
export function previewUpdate(
  olds: Partial<SessionState>,
  news: SessionInputs,
  isRenewed: boolean,
): PreviewOutputs {
  const names = [...identityNames, ...(news.generatePin === true ? pinNames : [])];
  const known: PreviewOutputs = Object.fromEntries(names.map((name) => [name, olds[name] ?? unknownInput]));
  return { ...known, ...(isRenewed || movesExpiry(olds, news) ? { expiryTime: unknownInput } : {}), ...news };
}

/** Plivo restarts the session's clock if an update sends `sessionExpiry`. */
function movesExpiry(olds: Partial<SessionState>, news: SessionInputs): boolean {
  const { authId = "", sessionUuid = "" } = olds;
  return changes({ ...olds, authId, sessionUuid }, news).some(
    (change) => change.name === "sessionExpiry" && valueToSend(change) !== undefined,
  );
}
