import type { Clock } from "../../common/clock";
import type { PlivoClient, Session } from "../../plivo";
import type { SessionInputs } from "../../session/fields";
import { ageing } from "../../common/moments";
import { livesOn } from "../../session/match";
import type { OwnedSessions } from "../owned-sessions";
import { ByAccount } from "./by-account";
import { LiveSessions } from "./live-sessions";
import { longestAge, usualAfter, type ListedRow } from "./pages";
import type { SingleAnswers } from "./single-answers";

/** The live sessions of two parties. */
export interface Known {
  readonly rows: readonly Session[];
  /** By Plivo's clock, in milliseconds since the epoch. */
  readonly now: number;
  /** What an answer to a single read would say of one of them; undefined where Plivo does not know it. */
  readonly read: (row: Session) => Promise<Session | undefined>;
}

/**
 * The sessions that creates may take over: the first few list those of their parties, as all of a small stack do; then one list of the
 * account serves them all, once it takes no more requests than creates have listed for themselves.
 *
 * Each create judges by the same rules as alone, over all that Plivo showed at most 2 s before it asked: what was made since the last read is
 * listed again for those who wait. A row stands for the answer to a single read only where it is less than a minute old and shows
 * wholly that the session is the one to be taken over; all other candidates are read by their ids. A create that lists for itself all the
 * same: with `initiateCallToFirstParty`, since a phone would ring, and of a single party, whose other one can be set meanwhile.
 */
export class BulkCreates {
  readonly #clock: Clock;
  readonly #answers: SingleAnswers;
  readonly #after: number;
  readonly #lists: ByAccount<LiveSessions>;
  readonly #asked = new Map<PlivoClient, number>();

  /** @param after so many list for themselves first. */
  constructor(clock: Clock, owned: OwnedSessions, answers: SingleAnswers, after = usualAfter) {
    const ages = ageing(clock);
    this.#clock = ages;
    this.#answers = answers;
    this.#after = after;
    this.#lists = new ByAccount((client, whose) => new LiveSessions(client, ages, owned, whose));
  }

  /** Undefined: the create is to list for itself. */
  async sessionsOf(client: PlivoClient, inputs: SessionInputs): Promise<Known | undefined> {
    const asked = (this.#asked.get(client) ?? 0) + 1;
    this.#asked.set(client, asked);
    if (asked <= this.#after || !sharesLists(inputs)) return undefined;
    const lists = [...new Set([undefined, inputs.subaccount])].map((whose) => this.#lists.of(client, whose));
    for (const list of lists) if (((await list.pages()) ?? Infinity) > asked) return undefined;
    for (const list of lists) if (!(await list.update())) return undefined;
    const rows = new Map(lists.flatMap((list) => list.of(inputs)).map((one) => [one.row.sessionUuid, one]));
    const now = lists[0]?.now() ?? this.#clock.now();
    return {
      rows: [...rows.values()].map(({ row }) => row),
      now,
      read: (row) => this.#read(client, inputs, rows.get(row.sessionUuid), row, now),
    };
  }

  async #read(
    client: PlivoClient,
    inputs: SessionInputs,
    listed: ListedRow | undefined,
    row: Session,
    now: number,
  ): Promise<Session | undefined> {
    const isYoung = listed !== undefined && this.#clock.elapsed() - listed.askedAt <= longestAge;
    if (isYoung && livesOn(row, now) && this.#answers.sufficesForTakeOver(row, inputs)) return row;
    return this.#answers.note(await client.find(row.sessionUuid));
  }
}

function sharesLists(inputs: SessionInputs): boolean {
  const { firstParty, secondParty, initiateCallToFirstParty, createSessionWithSingleParty } = inputs;
  if (firstParty === undefined || secondParty === undefined) return false;
  return initiateCallToFirstParty !== true && createSessionWithSingleParty !== true;
}
