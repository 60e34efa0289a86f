import type * as dynamic from "@pulumi/pulumi/dynamic";
import { AccountClients } from "../accounts/account-clients";
import type { StackConfig } from "../accounts/stack-config";
import { shiftedClock, type Clock } from "../common/clock";
import { nameInput } from "../common/resource-type";
import { visible, visibleLog } from "../common/visible";
import type { Call } from "../lifecycle/call";
import { SessionLifecycle } from "../lifecycle/lifecycle";
import { DeclaredAccounts } from "../session/account-name";
import type { SessionInputs } from "../session/fields";
import { isDeclared } from "../session/incomplete-state";
import type { SessionState } from "../session/state";
import { changesOf } from "./changes";
import { outputs } from "./partial-failure";
import { RefreshDiffs } from "./refresh-diffs";
import { lineFor, ResourceNames } from "./resource-names";
import { pickSerialisable } from "../common/serialisable";
import { fromEngine, toEngine } from "./unknown";

/** What the provider needs from its process. */
export interface Host {
  readonly environment: NodeJS.ProcessEnv;
  /** Shows one line to the user. It contains no party's number, PIN or token. */
  readonly log: (line: string) => void;
  /** The machine's clock, without PLIVO_CLOCK_OFFSET. */
  readonly clock: Clock;
  /** A number from 0 to 1, for the jitter of delays. Default: Math.random. */
  readonly random?: () => number;
  /** After how many reads, or adopting creates, lists replace single requests. Default: 8. */
  readonly bulkThreshold?: number | undefined;
}

type Properties = Readonly<Record<string, unknown>>;

/** The methods that Pulumi's host calls. */
export type MaskingProvider = Required<dynamic.ResourceProvider>;

/**
 * Translates the methods of Pulumi's dynamic providers for `lifecycle/`.
 *
 * Inputs and outputs arrive with secrets in clear, and with `__provider` beside the arguments. Results have
 * no undefined values, because the host could not send them.
 */
export function maskingProvider({
  environment,
  log: show,
  clock: machine,
  random,
  bulkThreshold,
}: Host): MaskingProvider {
  const log = visibleLog(show);
  const clock = shiftedClock(machine, environment, log);
  const accounts = new AccountClients({ environment, log, clock, random });
  const lifecycle = new SessionLifecycle({ accounts, clock, bulkThreshold });
  const declaredAccounts = new DeclaredAccounts();
  const refreshDiffs = new RefreshDiffs();
  const names = new ResourceNames();
  /** The host passes the resource's name only to `check`. `diff` finds it by the inputs. */
  const callOf = (resource?: string): Call => ({
    resource,
    log: (line) => {
      log(lineFor(resource, line));
    },
  });

  return {
    // Credentials are checked on first use: a preview may have none, and the host ignores an error here.
    configure: ({ config }: { config: StackConfig }) => {
      accounts.configure(config);
      return Promise.resolve();
    },

    check: (_olds: Properties, news: Properties) => {
      const { [nameInput]: given, ...declared } = withoutProvider(news);
      const name = typeof given === "string" && given !== "" ? given : undefined;
      const { inputs, problems } = lifecycle.check(callOf(name), fromEngine(declared));
      names.add(inputs, name);
      // If a failure named a property, the host would print its value, even a secret one.
      const failures = [...problems, ...declaredAccounts.problems(inputs.account)].map(({ reason }) => ({
        property: "",
        reason: visible(reason),
      }));
      return Promise.resolve({ inputs: toEngine(inputs, declared), failures });
    },

    diff: async (id: string, olds: SessionState & Properties, sent: SessionInputs & Properties) => {
      const news = fromEngine(sent);
      const purpose = refreshDiffs.claim(id) ? "refresh" : "program";
      const stored = { id, state: olds, writer: writerOf(olds, news) } as const;
      const { latest, only } = names.of(news);
      const call = { ...callOf(only), resource: latest };
      const diff = lifecycle.diff(call, stored, news, purpose);
      const changes = changesOf(diff);
      return Promise.resolve({ ...(changes === undefined ? {} : { changes }), replaces: [...diff.replaces] });
    },

    create: async (inputs: SessionInputs & Properties) => {
      const result = await lifecycle.create(callOf(), withoutProvider(inputs));
      return { id: result.id, outs: outputs(result, inputs["__provider"]) };
    },

    read: async (id: string, olds: SessionState & Properties) => {
      // A refresh passes the stored outputs. `MaskingSession.get` passes no parties.
      if (!isDeclared(olds))
        return { id, props: external((await lifecycle.get(callOf(), id, olds.account)).state) };
      const { external: isExternal, ...state } = withoutProvider(olds);
      const found = await lifecycle.read(callOf(), { id, state });
      if (found === undefined) return { id: "", props: {} };
      // Without inputs: with them, the engine would store undeclared values in clear. It calls no diff then.
      if (isExternal !== undefined) return { id, props: external(found.state) };
      refreshDiffs.expect(id);
      return { id, props: pickSerialisable(found.state), inputs: pickSerialisable(found.inputs) };
    },

    update: async (id: string, olds: SessionState & Properties, news: SessionInputs & Properties) => {
      const stored = { id, state: withoutProvider(olds), writer: writerOf(olds, news) } as const;
      const result = await lifecycle.update(callOf(), stored, withoutProvider(news));
      return { outs: outputs(result, news["__provider"]) };
    },

    delete: (id: string, olds: SessionState & Properties) =>
      lifecycle.delete(callOf(), { id, state: withoutProvider(olds) }),
  };
}

/** After a move from another type by an alias, the outputs still have that provider's text. */
function writerOf(olds: Properties, news: Properties) {
  const [before, now] = [olds["__provider"], news["__provider"]];
  return before === undefined || now === undefined || before === now ? "this provider" : "another provider";
}

/** The outputs of `MaskingSession.get`, marked for the next refresh. */
function external(state: SessionState) {
  return { ...pickSerialisable(state), external: true };
}

function withoutProvider<P extends object>(properties: P): P {
  const { __provider: _, ...rest } = properties as P & { __provider?: unknown };
  return rest as P;
}
