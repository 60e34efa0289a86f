import { ForeignAccountError } from "../session/errors";
import type { SessionState } from "../session/state";

/**
 * Refuses a session of another account before any request. Plivo would answer 404, and a refresh would remove
 * a live session from the state.
 *
 * @throws ForeignAccountError
 */
export function assertAccount(
  sessionUuid: string,
  state: Partial<Pick<SessionState, "authId">>,
  configured: string,
): void {
  if (state.authId !== undefined && state.authId !== configured) {
    throw new ForeignAccountError(sessionUuid, state.authId, configured);
  }
}
