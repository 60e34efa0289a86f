import { AlreadyExpiredError, NotFoundError, type PlivoClient } from "../plivo";
import { assertOwner } from "./owner";
import type { SessionState } from "./state";

/** Ends a session. One that has expired already, or that Plivo does not know, is where it should be. */
export async function expire(client: PlivoClient, sessionUuid: string, olds: SessionState): Promise<void> {
  assertOwner(sessionUuid, olds, client.authId);
  try {
    await client.expire(sessionUuid);
  } catch (error) {
    if (!(error instanceof AlreadyExpiredError || error instanceof NotFoundError)) throw error;
  }
}
