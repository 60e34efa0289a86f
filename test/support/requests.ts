import type { Emulator } from "plivo-masking-emulator";

type WithRequests = Pick<Emulator, "requests">;

/** The recorded API requests as "METHOD status", in order. */
export function requestsOf({ requests }: WithRequests): string[] {
  return requests.all().map(({ method, status }) => `${method} ${String(status)}`);
}

/** The API requests since the last call, as "METHOD account", sorted. */
export function takeAccountRequests({ requests }: WithRequests): string[] {
  const taken = requests.all().map(({ method, path }) => `${method} ${path.split("/")[3] ?? ""}`);
  requests.clear();
  return taken.sort();
}

/** As `requestsOf`, since the last call. */
export function takeRequests(emulator: WithRequests): string[] {
  const taken = requestsOf(emulator);
  emulator.requests.clear();
  return taken;
}
