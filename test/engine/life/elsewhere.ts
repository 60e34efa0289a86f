import { PlivoClient, type CreateSessionRequest } from "../../../provider/plivo";
import type { Bench } from "../../support/engine";

/** Makes a session as another tool would, in the stack's account or another one, and gives its id. */
export async function madeElsewhere(
  { emulator }: Bench,
  request: CreateSessionRequest,
  account: { authId: string; authToken: string } = emulator,
): Promise<string> {
  const { authId, authToken } = account;
  const client = new PlivoClient({ authId, authToken, endpoint: emulator.endpoint });
  try {
    return (await client.create(request)).session.sessionUuid;
  } finally {
    await client.close();
  }
}
