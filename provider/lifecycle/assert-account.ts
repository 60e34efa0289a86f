import { ForeignAccountError } from "../session/errors";
import type { SessionState } from "../session/state";

/**
 * Refuses another account's session before any request: that account would answer "not found", and a refresh would
 * drop from state what stays alive.
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
