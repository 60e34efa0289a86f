import type { Clock } from "../../common/clock";
import type { PlivoClient, Session } from "../../plivo";
import { ageing } from "../../common/moments";
import { declaredInputs, type SessionState } from "../../session/state";
import { ByAccount } from "./by-account";
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
  readonly #answers: SingleAnswers;
  readonly #lists: ByAccount<ListedAccount>;
  readonly #written = new Set<string>();

  /** @param after so many are read by their ids first. */
  constructor(clock: Clock, answers: SingleAnswers, after = usualAfter) {
    this.#answers = answers;
    const ages = ageing(clock);
    this.#lists = new ByAccount((client, whose) => new ListedAccount(client, ages, whose, after));
  }

  /** Notes that a session was made, changed or ended: no row that may be older tells of it. */
  written(sessionUuid: string): void {
    this.#written.add(sessionUuid);
  }

  /** Undefined where Plivo does not know the session. */
  async read(client: PlivoClient, sessionUuid: string, olds: SessionState): Promise<Session | undefined> {
    const row = await this.#row(client, sessionUuid, olds);
    return row ?? this.#answers.note(await client.find(sessionUuid));
  }

  async #row(client: PlivoClient, sessionUuid: string, olds: SessionState): Promise<Session | undefined> {
    const created = Date.parse(olds.createdTime ?? "");
    if (Number.isNaN(created) || this.#written.has(sessionUuid)) return undefined;
    const declared = declaredInputs(olds);
    const row = await this.#lists.of(client, olds.subaccount).row({
      sessionUuid,
      created,
      suffices: (found) => this.#answers.sufficesForRefresh(found, declared),
    });
    return this.#written.has(sessionUuid) ? undefined : row;
  }
}
