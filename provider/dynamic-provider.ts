import type * as dynamic from "@pulumi/pulumi/dynamic";
import { machineClock, shiftedClock, type Clock } from "./clock";
import { resolveAccount, type StackConfig } from "./config";
import { PlivoClient } from "./plivo";
import { check as checkArguments } from "./session/check";
import { create as createSession } from "./session/create";
import { expire } from "./session/delete";
import { diff as compare } from "./session/diff";
import type { SessionInputs } from "./session/fields";
import { get, refresh } from "./session/read";
import type { SessionState } from "./session/state";
import { update as updateSession } from "./session/update";

/** Where the provider runs. */
export interface Host {
  readonly environment: NodeJS.ProcessEnv;
  /** Shows one line to the user; it carries no party's number, PIN or token. */
  readonly log: (line: string) => void;
  /** The machine's time. PLIVO_CLOCK_OFFSET shifts what it says. */
  readonly clock: Clock;
}

type Properties = Readonly<Record<string, unknown>>;

/** The methods that Pulumi's host calls; every one is there. */
export type MaskingProvider = Required<dynamic.ResourceProvider>;

/**
 * Pulumi's dynamic-provider methods over the rules of `session/`.
 *
 * Inputs and outputs arrive with secrets in clear and with `__provider` beside the arguments; what is returned has no
 * undefined values, which the host could not send.
 */
export function maskingProvider({ environment, log, clock: unshifted }: Host): MaskingProvider {
  const clock = shiftedClock(unshifted, environment, log);
  const clients = new Map<string, PlivoClient>();
  /** The engine asks for a diff right after a read, to show drift: there, the clock has no say. */
  const justRead = new Set<string>();
  let config: StackConfig | undefined;

  function clientOf(account: string | undefined): PlivoClient {
    const { endpoint, ...credentials } = resolveAccount(account, environment, config);
    const options = endpoint === undefined ? credentials : { ...credentials, endpoint };
    const key = JSON.stringify(options);
    const client = clients.get(key) ?? new PlivoClient(options);
    clients.set(key, client);
    return client;
  }

  return {
    // Credentials are judged on first use: a preview has none, and after a throw the host would go on unconfigured.
    configure: (request: { config: StackConfig }) => {
      config = request.config;
      return Promise.resolve();
    },

    check: (_olds: Properties, news: Properties) => {
      const { inputs, problems } = checkArguments(withoutProvider(news));
      // With a property named, the host would print the argument's value, secrets included.
      const failures = problems.map((reason) => ({ property: "", reason }));
      return Promise.resolve({ inputs, failures });
    },

    diff: (id: string, olds: SessionState, news: SessionInputs) => {
      const clockRules = !justRead.delete(id);
      const { explanation, changes, replaces } = compare(id, olds, news, { now: clock.now(), clockRules });
      if (explanation !== undefined && clockRules) log(explanation);
      return Promise.resolve({ ...(changes === undefined ? {} : { changes }), replaces: [...replaces] });
    },

    create: async (inputs: SessionInputs & Properties) => {
      const state = await createSession(clientOf(inputs.account), withoutProvider(inputs));
      return { id: state.sessionUuid, outs: { ...state } };
    },

    read: async (id: string, olds: Partial<SessionState>) => {
      const client = clientOf(olds.account);
      if (!isOwned(olds)) return { id, props: { ...(await get(client, id, clock.now())) } };
      const found = await refresh(client, id, withoutProvider(olds), clock.now());
      if (found === undefined) return { id: "", props: {} };
      justRead.add(id);
      return { id, props: { ...found.state }, inputs: { ...found.inputs } };
    },

    update: async (id: string, olds: SessionState, news: SessionInputs) => {
      const { state, notes } = await updateSession(
        clientOf(olds.account),
        id,
        withoutProvider(olds),
        withoutProvider(news),
      );
      notes.forEach(log);
      return { outs: { ...state } };
    },

    delete: (id: string, olds: SessionState) => expire(clientOf(olds.account), id, olds),
  };
}

/** A refresh passes the stored outputs; `MaskingSession.get` only what the program wrote. */
function isOwned(olds: Partial<SessionState>): olds is SessionState {
  return olds.sessionUuid !== undefined;
}

function withoutProvider<P extends object>(properties: P): P {
  const { __provider: _, ...rest } = properties as P & { __provider?: unknown };
  return rest as P;
}

const provider = maskingProvider({
  environment: process.env,
  log: (line) => {
    console.log(line);
  },
  clock: machineClock,
});

/*
 * Frozen for ever: every state holds the text `exports.handler=()=>require("pulumi-plivo-masking/provider")`, and the
 * host calls these functions on what that returns.
 */
export const { configure, check, diff, create, read, update } = provider;
const { delete: remove } = provider;
export { remove as delete };
