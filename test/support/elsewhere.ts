import type { Emulator } from "plivo-masking-emulator";

/** Makes a session as somebody else does, with nothing of this package. */
export async function makeElsewhere(emulator: Emulator, parameters: object): Promise<string> {
  const { endpoint, authId, authToken } = emulator;
  const answer = await fetch(`${endpoint}/v1/Account/${authId}/Masking/Session`, {
    method: "POST",
    headers: {
      authorization: `Basic ${Buffer.from(`${authId}:${authToken}`).toString("base64")}`,
      "content-type": "application/json",
    },
    body: JSON.stringify(parameters),
  });
  const { session_uuid: id } = (await answer.json()) as { session_uuid: string };
  emulator.requests.clear();
  return id;
}
