import type { Clock } from "../../clock";
import type { PlivoClient, Session } from "../../plivo";
import { find } from "../read";
import { declaredInputs, type SessionState } from "../state";
import { ListedAccount } from "./listed-account";
import { usualAfter } from "./pages";
import type { SingleAnswers } from "./single-answers";

/**
 * Reads the sessions of a refresh: the first few by their ids, as all of a small stack are; then from lists, 20 with one request.
 *
 * The result is that of reading each by its id. A row answers one read, within a minute, and only where it tells all that the read needs;
 * everything else, and what no list has where it should be, is read by its id, so that only a 404 says that a session is gone. A session that
 * was written in this process is always read by its id.
 */
export class BulkReads {
  readonly #clock: Clock;
  readonly #after: number;
  readonly #accounts = new Map<PlivoClient, Map<string | undefined, ListedAccount>>();
  readonly #written = new Set<string>();

  /** @param after so many are read by their ids first. */
  constructor(
    clock: Clock,
    private readonly answers: SingleAnswers,
    after = usualAfter,
  ) {
    this.#clock = clock;
    this.#after = after;
  }

  /** Notes that a session was made, changed or ended: no row that may be older tells of it. */
  written(sessionUuid: string): void {
    this.#written.add(sessionUuid);
  }

  /** Undefined where Plivo does not know the session. */
  async read(client: PlivoClient, sessionUuid: string, olds: SessionState): Promise<Session | undefined> {
    const row = await this.#row(client, sessionUuid, olds);
    return row ?? this.answers.note(await find(client, sessionUuid));
  }

  async #row(client: PlivoClient, sessionUuid: string, olds: SessionState): Promise<Session | undefined> {
    const created = Date.parse(olds.createdTime ?? "");
    if (Number.isNaN(created) || this.#written.has(sessionUuid)) return undefined;
    const declared = declaredInputs(olds);
    const row = await this.#account(client, olds.subaccount).row({
      sessionUuid,
      created,
      suffices: (found) => this.answers.sufficesForRefresh(found, declared),
    });
    return this.#written.has(sessionUuid) ? undefined : row;
  }

  /** Nothing says whether a list without `subaccount` holds the subaccounts' sessions: theirs are listed with it. */
  #account(client: PlivoClient, subaccount: string | undefined): ListedAccount {
    const lists = this.#accounts.get(client) ?? new Map<string | undefined, ListedAccount>();
    this.#accounts.set(client, lists);
    const whose = subaccount === undefined ? {} : { subaccount };
    const listed = lists.get(subaccount) ?? new ListedAccount(client, this.#clock, whose, this.#after);
    lists.set(subaccount, listed);
    return listed;
  }
}
