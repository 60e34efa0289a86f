import "./require-node-in-host";
import type * as dynamic from "@pulumi/pulumi/dynamic";
import { AccountClients } from "../accounts/account-clients";
import { machineClock, shiftedClock, type Clock } from "../common/clock";
import type { StackConfig } from "../accounts/configuration";
import { endWithEngine } from "./end-with-engine";
import { keepingHalfDone } from "./partial-failure";
import { withHostErrors } from "./host-errors";
import { Reads } from "./refresh-diffs";
import { nameInput } from "../common/resource-type";
import { lineFor, ResourceNames } from "./resource-names";
import { serialisable } from "./serialisable";
import { DeclaredAccounts } from "../session/account-name";
import { BulkCreates } from "../lifecycle/directory/creates";
import { BulkReads } from "../lifecycle/directory/reads";
import { SingleAnswers } from "../lifecycle/directory/single-answers";
import { check as checkArguments } from "../session/check";
import { complete } from "../lifecycle/complete";
import { create as createSession } from "../lifecycle/create";
import { expire, expireUnlessExtended } from "../lifecycle/delete";
import { diff as compare } from "../session/diff";
import { diffIncomplete } from "../session/diff-incomplete";
import { SessionAdoptedError, SessionTwiceError } from "../session/errors";
import type { SessionInputs } from "../session/fields";
import { incompleteState, isDeclared } from "../session/incomplete-state";
import { OwnedSessions } from "../lifecycle/owned-sessions";
import { Pairs, pairWarning } from "../lifecycle/pairs";
import { get, refresh } from "../lifecycle/read";
import { refreshIncomplete } from "../lifecycle/refresh-incomplete";
import { declarationKey, type SessionState } from "../session/state";
import { Turns } from "../lifecycle/keyed-queue";
import { Unfinished } from "../lifecycle/pending-creates";
import { update as updateSession } from "../lifecycle/update";
import { withStoredConfigurationAdvice } from "./stored-configuration";
import { visible, visibleLog } from "../common/visible";

/** Where the provider runs. */
export interface Host {
  readonly environment: NodeJS.ProcessEnv;
  /** Shows one line to the user; it carries no party's number, PIN or token. */
  readonly log: (line: string) => void;
  /** The machine's time. PLIVO_CLOCK_OFFSET shifts what it says. */
  readonly clock: Clock;
  /** From 0 to 1, for the length of waits. Default: Math.random. */
  readonly random?: () => number;
  /** How many reads, and how many creates that may take over, ask for themselves before they share lists. Default: 8. */
  readonly bulkAfter?: number | undefined;
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
export function maskingProvider({
  environment,
  log: show,
  clock: unshifted,
  random,
  bulkAfter,
}: Host): MaskingProvider {
  const log = visibleLog(show);
  const clock = shiftedClock(unshifted, environment, log);
  const accounts = new AccountClients({ environment, log, clock, random });
  const declaredAccounts = new DeclaredAccounts();
  const owned = new OwnedSessions();
  const turns = new Turns();
  const unfinished = new Unfinished();
  const reads = new Reads();
  const names = new ResourceNames();
  const pairs = new Pairs();
  const answers = new SingleAnswers();
  const bulkReads = new BulkReads(clock, answers, bulkAfter);
  const bulk = new BulkCreates(clock, owned, answers, bulkAfter);
  /** Pulumi asks again for a resource that it replaces: each warning is logged once. */
  const warned = new Set<string>();
  /** Sessions that are replaced only because the clock says that they have ended. */
  const condemned = new Set<string>();
  /** Sessions that are extended, as a diff has said. */
  const renewed = new Set<string>();
  /** What `adoptSessionUuid` names, once followed, of resources that are replaced. */
  const followed = new Set<string>();

  return {
    // Credentials are judged on first use: a preview has none, and after a throw the host would go on unconfigured.
    configure: ({ config }: { config: StackConfig }) => {
      accounts.configure(config);
      return Promise.resolve();
    },

    check: (_olds: Properties, news: Properties) => {
      const { [nameInput]: givenName, ...declared } = withoutProvider(news);
      const { inputs, problems, warnings } = checkArguments(declared, (account) => accounts.isLocal(account));
      const name = names.add(inputs, givenName);
      const twin = pairs.add(name, inputs);
      const lines = [...warnings, ...(twin === undefined ? [] : [pairWarning(twin)])].map((line) =>
        lineFor(name, line),
      );
      lines.filter((line) => !warned.has(line)).forEach(log);
      lines.forEach((line) => warned.add(line));
      // With a property named, the host would print the argument's value, secrets included.
      const failures = [...problems, ...declaredAccounts.problems(inputs.account)].map((reason) => ({
        property: "",
        reason: visible(reason),
      }));
      return Promise.resolve({ inputs, failures });
    },

    diff: async (id: string, olds: SessionState & Properties, news: SessionInputs & Properties) => {
      if (owned.wasAdopted(id)) throw new SessionAdoptedError(id);
      owned.add(id);
      const clockRules = !reads.claimDiff(id);
      const circumstances = { now: clock.now(), clockRules };
      const incomplete = incompleteState(olds, writerOf(olds, news));
      const { explanations, changes, replaces, ...byClock } =
        incomplete === undefined
          ? compare(id, olds, news, circumstances)
          : diffIncomplete(id, incomplete, news, circumstances);
      if (byClock.condemnedByClock) condemned.add(id);
      if (byClock.renewed) renewed.add(id);
      if (clockRules && changes === false && owned.keep(id)) throw new SessionTwiceError(id);
      if (replaces.length > 0) {
        owned.release(id);
        const { adoptSessionUuid: named } = news;
        if (named !== undefined && (named === id || named === olds.adoptSessionUuid)) followed.add(named);
      }
      if (clockRules) explanations.map((line) => lineFor(names.of(news), line)).forEach(log);
      return Promise.resolve({ ...(changes === undefined ? {} : { changes }), replaces: [...replaces] });
    },

    create: (inputs: SessionInputs & Properties) =>
      keepingHalfDone(inputs["__provider"], async () => {
        const client = accounts.client(inputs.account);
        const ifExists = accounts.ifExists(inputs.ifExists);
        const context = { client, clock, log, owned, turns, unfinished, bulk, followed, ifExists };
        const state = await createSession(context, withoutProvider(inputs));
        bulkReads.written(state.sessionUuid);
        return { id: state.sessionUuid, outs: serialisable(state) };
      }),

    read: async (id: string, olds: Partial<SessionState> & Properties) => {
      owned.add(id);
      if (!isOwned(olds)) {
        return { id, props: external(await get(accounts.client(olds.account), id, clock.now())) };
      }
      const state = withoutProvider(olds);
      const incomplete = "external" in olds ? undefined : incompleteState(state);
      const client = accounts.clientOfStored((incomplete ?? state).account);
      const found =
        incomplete === undefined
          ? await refresh(client, id, state, clock.now(), () => bulkReads.read(client, id, state))
          : await refreshIncomplete(client, id, state, incomplete, clock.now());
      if (found === undefined) return { id: "", props: {} };
      // Without inputs, by which the engine would take for no secret what the program has not declared; it asks for no diff then.
      if ("external" in olds) return { id, props: external(found.state) };
      reads.add(id);
      return { id, props: serialisable(found.state), inputs: serialisable(found.inputs) };
    },

    update: (id: string, olds: SessionState & Properties, news: SessionInputs & Properties) =>
      keepingHalfDone(news["__provider"], async () => {
        owned.add(id);
        owned.keep(id);
        bulkReads.written(id);
        const incomplete = incompleteState(olds, writerOf(olds, news));
        if (incomplete !== undefined) {
          const client = accounts.client(news.account);
          return { outs: serialisable(await complete(client, id, incomplete, withoutProvider(news), clock)) };
        }
        const client = accounts.clientOfStored(olds.account);
        const state = await updateSession(
          client,
          id,
          withoutProvider(olds),
          withoutProvider(news),
          clock,
          renewed.has(id),
        );
        return { outs: serialisable(state) };
      }),

    delete: async (id: string, olds: SessionState & Properties) => {
      const other = owned.keptFromEnding(id, declarationKey(olds));
      if (other !== undefined) {
        log(
          `Masking session ${id} is not ended: another resource of the stack has ${other === "kept" ? "it" : "taken it over"}.`,
        );
        return;
      }
      owned.add(id);
      bulkReads.written(id);
      const known = incompleteState(olds) ?? olds;
      const context = { client: accounts.clientOfStored(known.account), clock, log };
      if (!condemned.has(id)) return expire(context, id, known);
      if (await expireUnlessExtended(context, id, olds)) {
        log(`Masking session ${id} is not ended: somebody has extended it. No state has it any more.`);
      }
    },
  };
}

/** A refresh passes the stored outputs; `MaskingSession.get` only what the program wrote, which names no parties. */
function isOwned(olds: Partial<SessionState> & Properties): olds is SessionState & Properties {
  return isDeclared(olds);
}

/** A resource that had another type before, by an alias, still has that provider's text in its outputs. */
function writerOf(olds: Properties, news: Properties) {
  const [before, now] = [olds["__provider"], news["__provider"]];
  return before === undefined || now === undefined || before === now ? "this provider" : "another provider";
}

/** The outputs of a session that `MaskingSession.get` reads, marked as such for the next refresh. */
function external(state: SessionState) {
  return { ...serialisable(state), external: true };
}

function withoutProvider<P extends object>(properties: P): P {
  const { __provider: _, ...rest } = properties as P & { __provider?: unknown };
  return rest as P;
}

const environment = process.env;
const log = (line: string) => {
  console.log(line);
};
const provider = withHostErrors(
  withStoredConfigurationAdvice(maskingProvider({ environment, log, clock: machineClock }), environment),
);

/*
 * Frozen for ever: every state holds the text `exports.handler=()=>require("pulumi-plivo-masking/provider")`, and the
 * host calls these functions on what that returns.
 */
export const { check, diff, create, read, update } = provider;
const { delete: remove } = provider;
export { remove as delete };

/** Called in the provider's own process alone. */
export const configure: MaskingProvider["configure"] = (request) => {
  endWithEngine();
  return provider.configure(request);
};
