import type { Emulator } from "plivo-masking-emulator";

/**
 * Creates a session without this package, as others do, in the stack's account or another one. The request is
 * not recorded.
 *
 * @param parameters by their names in camelCase.
 * @returns its id.
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
