import type { CreateSessionRequest, PlivoClient } from "../plivo";
import { field, fieldNames, type SessionInputs } from "./fields";
import { sessionState, type SessionState } from "./state";

/** The create request of a session: the declared arguments that the vendor knows, nothing else. */
export function createRequest(inputs: SessionInputs): CreateSessionRequest {
  const sent = fieldNames.filter((name) => field(name).sent && inputs[name] !== undefined);
  return Object.fromEntries(sent.map((name) => [name, inputs[name]]));
}

/** Makes a session, with one request; the state comes from its answer. */
export async function create(client: PlivoClient, inputs: SessionInputs): Promise<SessionState> {
  const { session } = await client.create(createRequest(inputs));
  return sessionState(inputs, client.authId, session);
}
