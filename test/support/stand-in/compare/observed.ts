import type { Emulator } from "plivo-masking-emulator";

/** The compared part of a resource in a state. */
export interface ObservedResource {
  readonly name: string;
  readonly id: string;
  readonly delete: boolean;
  readonly pendingReplacement: boolean;
  readonly halfDone: boolean;
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** The result of an act for one player. */
export interface Observed {
  readonly succeeded: boolean;
  /** The operation on each resource. Empty if the act failed, because the other steps may have run or not. */
  readonly steps: Readonly<Record<string, string>>;
  /** The requests to the API, sorted: their order is not fixed. */
  readonly requests: readonly string[];
  readonly state: readonly string[];
  /** The provider's calls in order, by the session's first party. Empty if the act failed. */
  readonly calls: Readonly<Record<string, readonly string[]>>;
}

export function observe(
  emulator: Emulator,
  succeeded: boolean,
  steps: readonly { readonly name: string; readonly op: string }[],
  resources: readonly ObservedResource[],
  calls: readonly string[],
): Observed {
  const parts = new Set(["delete-replaced"]);
  const shown = steps.filter(({ op }) => !parts.has(op)).map(({ name, op }) => [name, op] as const);
  return {
    succeeded,
    steps: succeeded ? Object.fromEntries(shown) : {},
    requests: emulator.requests.all().map(requestText).sort(),
    state: resources.map((resource) => resourceText(emulator, resource)).sort(),
    calls: succeeded ? byParty(calls) : {},
  };
}

function byParty(calls: readonly string[]): Record<string, string[]> {
  const entries = calls.map((call) => [call.slice(call.lastIndexOf(" ")), call] as const);
  const parties = new Set(entries.map(([party]) => party));
  return Object.fromEntries(
    [...parties].map((party) => [party, entries.flatMap(([one, call]) => (one === party ? [call] : []))]),
  );
}

function requestText({ method, path, status }: { method: string; path: string; status: number }): string {
  return `${method} ${/\/Session\/?$/.test(path) ? "sessions" : "session"} ${status}`;
}

/** Names a session by its index among those of the same parties, because each player has other ids. */
function resourceText(emulator: Emulator, resource: ObservedResource): string {
  const { name, id, inputs } = resource;
  const marks = (["delete", "pendingReplacement", "halfDone"] as const).filter((mark) => resource[mark]);
  const session = emulator.sessions.get(id);
  const alike = emulator.sessions.all().filter(({ first_party }) => first_party === session?.first_party);
  const place = alike.findIndex(({ session_uuid }) => session_uuid === id) + 1;
  const { ringTimeout, geomatch } = inputs;
  return [name, `session ${place}`, JSON.stringify({ ringTimeout, geomatch }), ...marks].join(", ");
}
