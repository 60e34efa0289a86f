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
import type { Call, Context, ReadResult, SessionResult, Stored } from "./call";
import { complete } from "./complete";
import { create } from "./create";
import { expire, expireUnlessExtended } from "./delete";
import { SessionDirectory } from "./directory/session-directory";
import { Ledger } from "./ledger";
import { pairWarning } from "./pairs";
import { get, importSession, refresh } from "./read";
import { refreshIncomplete } from "./refresh-incomplete";
import { update } from "./update";

export type Accounts = Pick<AccountClients, "client" | "clientForState" | "ifExists" | "isLocal">;

export interface LifecycleOptions {
  readonly accounts: Accounts;
  readonly clock: Clock;
  /** After how many reads, or adopting creates, lists replace single requests. Default: 8. */
  readonly bulkThreshold?: number | undefined;
  /** The arguments that the host supports. Default: all. */
  readonly names?: readonly FieldName[] | undefined;
}

/**
 * The operations on masking sessions for one provider in one run, independent of Pulumi's host.
 *
 * It remembers which sessions have a resource, what each diff decided, and which creates are pending.
 *
 * Every method that sends requests throws ConfigurationError, EndpointError or ProxySettingError if the
 * account cannot be used, and PlivoError if a request fails.
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

  /** Normalises and validates what the program declares. Offline. Logs each warning once for a resource. */
  check(call: Call, news: Readonly<Record<string, unknown>>): Pick<CheckResult, "inputs" | "problems"> {
    const isLocal = (account: string | undefined) => this.#accounts.isLocal(account);
    const { inputs, problems, warnings } = check(news, isLocal, this.#names);
    const twin = this.#ledger.twinOf(call.resource, inputs);
    const all = twin === undefined ? warnings : [...warnings, pairWarning(twin)];
    this.#ledger.newWarnings(call.resource, all).forEach(call.log);
    this.#ledger.recordCheck(call.resource);
    return { inputs, problems };
  }

  /**
   * Compares the state with what the program declares. Offline.
   *
   * @param purpose in a refresh, the diff ignores expiry and renewal, which concern only the next `up`.
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
    this.#ledger.recordDiff(call.resource, stored, news, result, purpose);
    if (purpose === "program") result.explanations.forEach(call.log);
    return result;
  }

  /** The outputs of a create in a preview. Offline. */
  previewCreate(news: SessionInputs): PreviewOutputs {
    return previewCreate(news);
  }

  /** The outputs of an update in a preview. Offline. */
  previewUpdate({ id, state, writer }: Stored, news: SessionInputs): PreviewOutputs {
    const isRenewed = this.#ledger.plan(id) === "renewed";
    return previewUpdate(incompleteState(state, writer) ?? state, news, isRenewed);
  }

  /**
   * Creates the session, or adopts an existing one.
   *
   * @throws CreateUnknownError and the errors of adoption
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
   * Reads a session of the stack, for a refresh. Undefined: it is gone.
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
   * Reads a session that the stack does not own, with all that Plivo reports.
   *
   * @throws SessionNotReadableError
   */
  async get(call: Call, id: string, account?: string): Promise<SessionResult> {
    this.#ledger.owned.add(id);
    const state = await get(this.#context(call, this.#accounts.client(account)), id);
    return { id, state };
  }

  /**
   * Reads a session that the stack will own, with the inputs that declare it as it is.
   *
   * @throws SessionNotImportableError
   */
  async import(call: Call, id: string): Promise<ReadResult> {
    this.#ledger.owned.add(id);
    const read = await importSession(this.#context(call, this.#accounts.client(undefined)), id);
    return { id, ...read };
  }

  /**
   * Sends what differs, or completes a state that this package did not write.
   *
   * @throws IncompleteDiffersError, ForeignAccountError
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
   * Expires a session, unless another resource has it, or it was replaced because of its expiry and someone
   * else extended it.
   *
   * @throws ForeignAccountError, OwnerUnknownError, OperationCancelledError
   */
  async delete(call: Call, stored: Stored): Promise<void> {
    const { id, state } = stored;
    const other = this.#ledger.owned.reasonToKeepAlive(id);
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

/** Turns a partial failure into a result, because the state must keep the session. */
async function partialResult(work: () => Promise<SessionResult>): Promise<SessionResult> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof SessionIncompleteError || error instanceof SessionEndedError)) throw error;
    return { id: error.sessionUuid, state: error.state, incomplete: error };
  }
}
