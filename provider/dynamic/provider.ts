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

/** What the provider needs of the process that it runs in. */
export interface Host {
  readonly environment: NodeJS.ProcessEnv;
  /** Shows one line to the user; it carries no party's number, PIN or token. */
  readonly log: (line: string) => void;
  /** The machine's time. PLIVO_CLOCK_OFFSET shifts what it says. */
  readonly clock: Clock;
  /** From 0 to 1, for the length of waits. Default: Math.random. */
  readonly random?: () => number;
  /**
   * How many reads, and how many creates that may adopt, send requests of their own before they share lists.
   * Default: 8.
   */
  readonly bulkThreshold?: number | undefined;
}

type Properties = Readonly<Record<string, unknown>>;

/** The methods that Pulumi's host calls; every one is there. */
export type MaskingProvider = Required<dynamic.ResourceProvider>;

/**
 * Translates the methods of Pulumi's dynamic providers for `lifecycle/`.
 *
 * Inputs and outputs arrive with secrets in clear and with `__provider` beside the arguments. What is
 * returned has no undefined values, which the host could not send.
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
  /**
   * The host passes the resource's name to `check` alone. `diff` finds it by the inputs; no other method
   * knows it.
   */
  const callOf = (resource?: string): Call => ({
    resource,
    log: (line) => {
      log(lineFor(resource, line));
    },
  });

  return {
    // Credentials are judged on first use: a preview has none, and after a throw the host would go on
    // unconfigured.
    configure: ({ config }: { config: StackConfig }) => {
      accounts.configure(config);
      return Promise.resolve();
    },

    check: (_olds: Properties, news: Properties) => {
      const { [nameInput]: given, ...declared } = withoutProvider(news);
      const name = typeof given === "string" && given !== "" ? given : undefined;
      const { inputs, problems } = lifecycle.check(callOf(name), fromEngine(declared));
      names.add(inputs, name);
      // With a property named, the host would print the argument's value, secrets included.
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
      const diff = lifecycle.diff(callOf(names.of(news)), stored, news, purpose);
      const changes = changesOf(diff);
      return Promise.resolve({ ...(changes === undefined ? {} : { changes }), replaces: [...diff.replaces] });
    },

    create: async (inputs: SessionInputs & Properties) => {
      const result = await lifecycle.create(callOf(), withoutProvider(inputs));
      return { id: result.id, outs: outputs(result, inputs["__provider"]) };
    },

    read: async (id: string, olds: SessionState & Properties) => {
      // A refresh passes the stored outputs; `MaskingSession.get` only what the program wrote, which names no
      // parties.
      if (!isDeclared(olds))
        return { id, props: external((await lifecycle.get(callOf(), id, olds.account)).state) };
      const { external: isExternal, ...state } = withoutProvider(olds);
      const found = await lifecycle.read(callOf(), { id, state });
      if (found === undefined) return { id: "", props: {} };
      // Without inputs, by which the engine would take for no secret what the program has not declared; it
      // asks for no diff then.
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

/** A resource that had another type before, by an alias, still has that provider's text in its outputs. */
function writerOf(olds: Properties, news: Properties) {
  const [before, now] = [olds["__provider"], news["__provider"]];
  return before === undefined || now === undefined || before === now ? "this provider" : "another provider";
}

/** The outputs of a session that `MaskingSession.get` reads, marked as such for the next refresh. */
function external(state: SessionState) {
  return { ...pickSerialisable(state), external: true };
}

function withoutProvider<P extends object>(properties: P): P {
  const { __provider: _, ...rest } = properties as P & { __provider?: unknown };
  return rest as P;
}
