import type { Emulator } from "plivo-masking-emulator";

/**
 * Makes a session as somebody else does, in the stack's account or another one, with nothing of this package; no request is seen of
 * it. Gives its id.
 *
 * @param parameters by their names in camelCase.
 */
export async function createElsewhere(
  emulator: Emulator,
  parameters: Readonly<Record<string, string | number | boolean>>,
  { authId, authToken }: { authId: string; authToken: string } = emulator,
): Promise<string> {
  const wire = Object.entries(parameters).map(([name, value]) => [
    name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    value,
  ]);
  const answer = await fetch(`${emulator.endpoint}/v1/Account/${authId}/Masking/Session`, {
    method: "POST",
    headers: {
      authorization: `Basic ${Buffer.from(`${authId}:${authToken}`).toString("base64")}`,
      "content-type": "application/json",
    },
    body: JSON.stringify(Object.fromEntries(wire)),
  });
  const { session_uuid: id } = (await answer.json()) as { session_uuid: string };
  emulator.requests.clear();
  return id;
}
