import type { Emulator } from "plivo-masking-emulator";

/** A resource of a state, as far as it is compared. */
export interface ObservedResource {
  readonly name: string;
  readonly id: string;
  readonly delete: boolean;
  readonly pendingReplacement: boolean;
  readonly halfDone: boolean;
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** What an act has come to on one side. */
export interface Observed {
  readonly succeeded: boolean;
  /** What was done to each resource; nothing of a failed operation, which may have come to others or not. */
  readonly steps: Readonly<Record<string, string>>;
  /** The requests to the API; of what runs side by side, the order says nothing. */
  readonly requests: readonly string[];
  readonly state: readonly string[];
  /** The calls of the provider, in their order, by the first party of the session; none of a failed operation, as with `steps`. */
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

/** A session's id is another one on each side: it is named by its place among those of the same parties. */
function resourceText(emulator: Emulator, resource: ObservedResource): string {
  const { name, id, inputs } = resource;
  const marks = (["delete", "pendingReplacement", "halfDone"] as const).filter((mark) => resource[mark]);
  const session = emulator.sessions.get(id);
  const alike = emulator.sessions.all().filter(({ first_party }) => first_party === session?.first_party);
  const place = alike.findIndex(({ session_uuid }) => session_uuid === id) + 1;
  const { ringTimeout, geomatch } = inputs;
  return [name, `session ${place}`, JSON.stringify({ ringTimeout, geomatch }), ...marks].join(", ");
}
