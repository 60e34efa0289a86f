import type { AccountClients } from "../accounts/account-clients";
import type { Clock } from "../common/clock";
import { getOrCreate } from "../common/get-or-create";
import type { PlivoClient } from "../plivo";
import { check, type CheckResult } from "../session/check";
import { diff, type Diff } from "../session/diff";
import { diffIncomplete } from "../session/diff-incomplete";
import { SessionAdoptedError, SessionEndedError, SessionIncompleteError } from "../session/errors";
import type { FieldName, SessionInputs } from "../session/fields";
import { incompleteState } from "../session/incomplete-state";
import { previewCreate, previewUpdate, type PreviewOutputs } from "../session/preview";
import {
  resourceKey,
  type Call,
  type Context,
  type ReadResult,
  type SessionResult,
  type Stored,
} from "./call";
import { complete } from "./complete";
import { create } from "./create";
import { expire, expireUnlessExtended } from "./delete";
import { SessionDirectory } from "./directory/session-directory";
import { Ledger } from "./ledger";
import { pairWarning } from "./pairs";
import { get, importSession, refresh } from "./read";
import { refreshIncomplete } from "./refresh-incomplete";
import { update } from "./update";

/** The accounts of a host's configuration. */
export type Accounts = Pick<AccountClients, "client" | "clientForState" | "ifExists" | "isLocal">;

export interface LifecycleOptions {
  readonly accounts: Accounts;
  readonly clock: Clock;
  /**
   * How many reads, and how many creates that may adopt, send requests of their own before they share lists.
   * Default: 8.
   */
  readonly bulkThreshold?: number | undefined;
  /** The arguments that the host takes. Default: all. */
  readonly names?: readonly FieldName[] | undefined;
}

/**
 * What one run does with masking sessions, for any host of Pulumi's: one for each provider that the engine
 * configures.
 *
 * Every operation takes a call, what the state has, and what the program declares. It remembers what the run
 * must not forget: which sessions have a resource, what a diff has decided, and which creates are pending.
 *
 * Every method that sends requests throws ConfigurationError, EndpointError or ProxySettingError if the
 * account cannot be used, and PlivoError if Plivo does not respond with a success.
 */
export class SessionLifecycle {
  readonly #accounts: Accounts;
  readonly #clock: Clock;
  readonly #ledger = new Ledger();
  readonly #bulkThreshold: number | undefined;
  readonly #names: readonly FieldName[] | undefined;
  readonly #directories = new Map<PlivoClient, SessionDirectory>();

  constructor({ accounts, clock, bulkThreshold, names }: LifecycleOptions) {
    this.#accounts = accounts;
    this.#clock = clock;
    this.#bulkThreshold = bulkThreshold;
    this.#names = names;
  }

  /**
   * Normalises and validates what the program declares. Offline; each warning is logged once for a resource.
   */
  check(call: Call, news: Readonly<Record<string, unknown>>): Pick<CheckResult, "inputs" | "problems"> {
    const isLocal = (account: string | undefined) => this.#accounts.isLocal(account);
    const { inputs, problems, warnings } = check(news, isLocal, this.#names);
    const twin = this.#ledger.twinOf(call.resource, inputs);
    const all = twin === undefined ? warnings : [...warnings, pairWarning(twin)];
    this.#ledger.newWarnings(call.resource, all).forEach(call.log);
    return { inputs, problems };
  }

  /**
   * Compares the state with what the program declares. Offline.
   *
   * @param purpose a refresh shows what was changed elsewhere, and not what the clock demands of the next
   * `up`.
   * @throws SessionAdoptedError, SessionTwiceError, SessionExpiredError, AdoptedReplacementError
   */
  diff(call: Call, stored: Stored, news: SessionInputs, purpose: "program" | "refresh"): Diff {
    const { id, state, writer } = stored;
    const { owned } = this.#ledger;
    if (owned.wasAdopted(id)) throw new SessionAdoptedError(id);
    owned.add(id);
    const circumstances = { now: this.#clock.now(), clockRules: purpose === "program" };
    const incomplete = incompleteState(state, writer);
    const result =
      incomplete === undefined
        ? diff(id, state, news, circumstances)
        : diffIncomplete(id, incomplete, news, circumstances);
    this.#ledger.recordDiff(stored, news, result, purpose);
    if (purpose === "program") result.explanations.forEach(call.log);
    return result;
  }

  /** The outputs of a create, as a preview knows them. Offline. */
  previewCreate(news: SessionInputs): PreviewOutputs {
    return previewCreate(news);
  }

  /** The outputs of an update, as a preview knows them. Offline. */
  previewUpdate({ id, state, writer }: Stored, news: SessionInputs): PreviewOutputs {
    const isRenewed = this.#ledger.plan(id) === "renewed";
    return previewUpdate(incompleteState(state, writer) ?? state, news, isRenewed);
  }

  /**
   * Creates the session, or adopts the one that is there. @throws CreateUnknownError and the errors of
   * adoption
   */
  async create(call: Call, news: SessionInputs): Promise<SessionResult> {
    return partialResult(async () => {
      const context = this.#context(call, this.#accounts.client(news.account));
      const ifExists = this.#accounts.ifExists(news.ifExists);
      const state = await create({ ...context, ifExists }, news);
      return { id: state.sessionUuid, state };
    });
  }

  /**
   * Reads a session that the stack declares, for a refresh. Undefined: it is gone.
   *
   * @throws ForeignAccountError, OwnerUnknownError
   */
  async read(call: Call, stored: Stored): Promise<ReadResult | undefined> {
    const { id, state } = stored;
    this.#ledger.owned.add(id);
    const incomplete = incompleteState(state);
    const context = this.#context(call, this.#accounts.clientForState((incomplete ?? state).account));
    const found =
      incomplete === undefined
        ? await refresh(context, stored)
        : await refreshIncomplete(context, stored, incomplete);
    return found && { id, ...found };
  }

  /**
   * Reads a session that the stack only looks at, with everything that Plivo reports of it.
   *
   * @throws SessionNotReadableError
   */
  async get(call: Call, id: string, account?: string): Promise<SessionResult> {
    this.#ledger.owned.add(id);
    const state = await get(this.#context(call, this.#accounts.client(account)), id);
    return { id, state };
  }

  /**
   * Reads a session that the stack is to own from now on, with the inputs by which a program declares it as it
   * is.
   *
   * @throws SessionNotReadableError
   */
  async import(call: Call, id: string): Promise<ReadResult> {
    this.#ledger.owned.add(id);
    const read = await importSession(this.#context(call, this.#accounts.client(undefined)), id);
    return { id, ...read };
  }

  /**
   * Sends what differs, or completes a state that this package did not write. @throws IncompleteDiffersError,
   * ForeignAccountError
   */
  async update(call: Call, stored: Stored, news: SessionInputs): Promise<SessionResult> {
    const { id, state: olds, writer } = stored;
    this.#ledger.owned.add(id);
    this.#ledger.owned.keep(id);
    return partialResult(async () => {
      const incomplete = incompleteState(olds, writer);
      const state =
        incomplete === undefined
          ? await update(this.#context(call, this.#accounts.clientForState(olds.account)), stored, news)
          : await complete(
              this.#context(call, this.#accounts.client(news.account)),
              { id, state: incomplete },
              news,
            );
      this.#ledger.forgetPlan(id);
      return { id, state };
    });
  }

  /**
   * Expires a session, unless another resource has it, or it was replaced only by its expiry and has been
   * extended since.
   *
   * @throws ForeignAccountError, OwnerUnknownError, OperationCancelledError
   */
  async delete(call: Call, stored: Stored): Promise<void> {
    const { id, state } = stored;
    const other = this.#ledger.owned.reasonToKeepAlive(id, resourceKey(call, state));
    if (other !== undefined) {
      call.log(
        `Masking session ${id} stays live: another resource of the stack has ` +
          `${other === "kept" ? "it" : "adopted it"}.`,
      );
      return;
    }
    this.#ledger.owned.add(id);
    const known = incompleteState(state) ?? state;
    const context = this.#context(call, this.#accounts.clientForState(known.account));
    if (this.#ledger.plan(id) !== "replaced by expiry") await expire(context, { id, state: known });
    else if (await expireUnlessExtended(context, stored)) {
      call.log(`Masking session ${id} stays live: someone else extended it. It is no longer in this state.`);
    }
    this.#ledger.forgetPlan(id);
  }

  #directory(client: PlivoClient): SessionDirectory {
    const { owned } = this.#ledger;
    const options = { client, clock: this.#clock, owned, bulkThreshold: this.#bulkThreshold };
    return getOrCreate(this.#directories, client, () => new SessionDirectory(options));
  }

  #context(call: Call, client: PlivoClient): Context {
    return { call, client: this.#directory(client), clock: this.#clock, ledger: this.#ledger };
  }
}

/** An operation that fails half-way has a result too: the state must keep the session. */
async function partialResult(work: () => Promise<SessionResult>): Promise<SessionResult> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof SessionIncompleteError || error instanceof SessionEndedError)) throw error;
    return { id: error.sessionUuid, state: error.state, incomplete: error };
  }
}
