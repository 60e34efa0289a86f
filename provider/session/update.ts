import type { PlivoClient, UpdateSessionRequest } from "../plivo";
import { changes, valueToSend, type Change } from "./changes";
import type { SessionInputs } from "./fields";
import { assertOwner } from "./owner";
import { declaredInputs, sessionState, type SessionState } from "./state";

/** The outputs after an update, and what the user should know of it. */
export interface Updated {
  readonly state: SessionState;
  readonly notes: readonly string[];
}

/**
 * Brings a live session to what the program declares: one request with only what changed, since sending `sessionExpiry`
 * again would restart the session's clock; no request where nothing is to be sent.
 */
export async function update(
  client: PlivoClient,
  sessionUuid: string,
  olds: SessionState,
  news: SessionInputs,
): Promise<Updated> {
  assertOwner(sessionUuid, olds, client.authId);
  const changed = changes(declaredInputs(olds), news);
  const request = updateRequest(changed);
  const session =
    Object.keys(request).length === 0 ? { sessionUuid } : await client.update(sessionUuid, request);
  return { state: sessionState(news, client.authId, session, olds), notes: notes(sessionUuid, changed) };
}

function updateRequest(changed: readonly Change[]): UpdateSessionRequest {
  const values = changed.map((change) => [change.name, valueToSend(change)] as const);
  return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}

/** A removed argument without a certain default keeps its last value at Plivo: silence would mislead. */
function notes(sessionUuid: string, changed: readonly Change[]): string[] {
  return changed
    .filter(
      (change) => change.effect === "update" && change.to === undefined && valueToSend(change) === undefined,
    )
    .map(
      ({ name }) =>
        `Masking session ${sessionUuid}: ${name} is no longer managed; the session keeps its last value.`,
    );
}
