import type { Emulator } from "plivo-masking-emulator";

/** The API requests since the last call, as "METHOD status", in order. */
export function takeRequests({ requests }: Pick<Emulator, "requests">): string[] {
  const taken = requests.all().map(({ method, status }) => `${method} ${String(status)}`);
  requests.clear();
  return taken;
}
