import type { Clock } from "../../common/clock";
import { getOrCreate } from "../../common/get-or-create";
import { sleepAwareClock } from "../../common/moments";
import type {
  CreateResponse,
  CreateSessionRequest,
  ListFilters,
  PlivoClient,
  Session,
  UpdateSessionRequest,
} from "../../plivo";
import type { SessionInputs } from "../../session/fields";
import { hasEnoughLife } from "../../session/match";
import { declaredInputs, type SessionState } from "../../session/state";
import { listByParties } from "../listing";
import type { OwnedSessions } from "../owned-sessions";
import type { Candidates, Sessions } from "../sessions";
import { maxRowAgeMs, type Scope } from "./list-pages";
import { LiveRows } from "./live-rows";
import { SingleResponses } from "./single-responses";
import { StoredRows } from "./stored-rows";

export interface SessionDirectoryOptions {
  readonly client: PlivoClient;
  readonly clock: Clock;
  /** The sessions that belong to a resource. No create adopts them. */
  readonly owned: Pick<OwnedSessions, "has">;
  /** After how many refreshes, or adopting creates, lists replace single requests. Default: 8. */
  readonly bulkThreshold?: number | undefined;
}

const defaultBulkThreshold = 8;

/**
 * An account's client for one run. It replaces single requests of many refreshes and creates by lists of 20
 * sessions.
 *
 * A refresh gets a row that is at most a minute old if the row has all that the refresh needs. Otherwise it
 * reads the session by its UUID: only a 404 means that a session is gone. Once this run has read a session by
 * its UUID, or has written it, rows are no longer used for it, because they may be older.
 *
 * A create compares with the sessions that Plivo listed at most 2 s before. It reads a candidate by its UUID,
 * unless the row shows that the session is the one to adopt. A create sends its own lists if it rings a
 * phone, or if it has a single party, because the other one can be set at any time.
 */
export class SessionDirectory implements Sessions {
  readonly authId: string;
  readonly #client: PlivoClient;
  readonly #clock: Clock;
  readonly #bulkThreshold: number;
  readonly #responses = new SingleResponses();
  /** The sessions that this run has read by UUID, or written. */
  readonly #touched = new Set<string>();
  readonly #storedRows: (subaccount: string | undefined) => StoredRows;
  readonly #liveRows: (subaccount: string | undefined) => LiveRows;
  #creates = 0;

  constructor({ client, clock, owned, bulkThreshold = defaultBulkThreshold }: SessionDirectoryOptions) {
    this.authId = client.authId;
    this.#client = client;
    this.#clock = sleepAwareClock(clock);
    const source = { client, clock: this.#clock };
    this.#bulkThreshold = bulkThreshold;
    this.#storedRows = byScope((scope) => new StoredRows({ ...source, scope }, bulkThreshold));
    this.#liveRows = byScope((scope) => new LiveRows({ ...source, scope }, owned));
  }

  async create(request: CreateSessionRequest, onSend?: () => void): Promise<CreateResponse> {
    const created = await this.#client.create(request, onSend);
    this.#touched.add(created.session.sessionUuid);
    return created;
  }

  async get(sessionUuid: string): Promise<Session> {
    this.#touched.add(sessionUuid);
    return this.#responses.note(await this.#client.get(sessionUuid));
  }

  async find(sessionUuid: string): Promise<Session | undefined> {
    this.#touched.add(sessionUuid);
    return this.#responses.note(await this.#client.find(sessionUuid));
  }

  async update(
    sessionUuid: string,
    request: UpdateSessionRequest,
    onResponseLost?: () => void,
  ): Promise<Session> {
    this.#touched.add(sessionUuid);
    if (Object.keys(request).length === 0) return { sessionUuid };
    return this.#client.update(sessionUuid, request, onResponseLost);
  }

  async expire(sessionUuid: string): Promise<void> {
    this.#touched.add(sessionUuid);
    return this.#client.expire(sessionUuid);
  }

  list(filters?: ListFilters) {
    return this.#client.list(filters);
  }

  pages(filters?: ListFilters) {
    return this.#client.pages(filters);
  }

  async findStored(sessionUuid: string, stored: SessionState): Promise<Session | undefined> {
    const row = await this.#storedRow(sessionUuid, stored);
    if (row !== undefined && !this.#touched.has(sessionUuid)) return row;
    return this.#responses.note(await this.#client.find(sessionUuid));
  }

  async candidates(inputs: SessionInputs): Promise<Candidates> {
    this.#creates += 1;
    const shared = await this.#sharedCandidates(inputs);
    if (shared !== undefined) return shared;
    const listed = await listByParties(this.#client, this.#clock, inputs);
    return { ...listed, find: ({ sessionUuid }) => this.find(sessionUuid) };
  }

  async #storedRow(sessionUuid: string, stored: SessionState): Promise<Session | undefined> {
    const created = Date.parse(stored.createdTime ?? "");
    if (Number.isNaN(created) || this.#touched.has(sessionUuid)) return undefined;
    const declared = declaredInputs(stored);
    const suffices = (row: Session) => this.#responses.sufficesForRefresh(row, declared);
    return this.#storedRows(stored.subaccount).row({ sessionUuid, created, suffices });
  }

  /** Undefined: the create must send its own lists. */
  async #sharedCandidates(inputs: SessionInputs): Promise<Candidates | undefined> {
    const creates = this.#creates;
    if (creates <= this.#bulkThreshold || !sharesLists(inputs)) return undefined;
    const { subaccount } = inputs;
    const all = this.#liveRows(undefined);
    const lists = subaccount === undefined ? [all] : [all, this.#liveRows(subaccount)];
    // The shared lists must cost no more requests than the creates themselves.
    for (const list of lists) if (((await list.pages()) ?? Infinity) > creates) return undefined;
    for (const list of lists) if (!(await list.update())) return undefined;
    const rows = new Map(
      lists.flatMap((list) => list.ofParties(inputs)).map((one) => [one.row.sessionUuid, one]),
    );
    const now = all.now();
    const find = async (row: Session) => {
      const { requestedAt = -Infinity } = rows.get(row.sessionUuid) ?? {};
      const isRecent = this.#clock.elapsed() - requestedAt <= maxRowAgeMs;
      const suffices =
        isRecent && hasEnoughLife(row, now) && this.#responses.sufficesForAdoption(row, inputs);
      if (!suffices) return this.find(row.sessionUuid);
      this.#touched.add(row.sessionUuid);
      return row;
    };
    return { rows: [...rows.values()].map(({ row }) => row), now, find };
  }
}

/** One for the account and one for each subaccount. */
function byScope<Rows>(begin: (scope: Scope) => Rows): (subaccount: string | undefined) => Rows {
  const lists = new Map<string | undefined, Rows>();
  return (subaccount) =>
    getOrCreate(lists, subaccount, () => begin(subaccount === undefined ? {} : { subaccount }));
}

function sharesLists(inputs: SessionInputs): boolean {
  const { firstParty, secondParty, initiateCallToFirstParty, createSessionWithSingleParty } = inputs;
  if (firstParty === undefined || secondParty === undefined) return false;
  return initiateCallToFirstParty !== true && createSessionWithSingleParty !== true;
}
