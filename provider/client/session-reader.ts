import type { Clock } from "../common/clock";
import type { ListFilters, PlivoClient } from "../plivo";
import { checkFilters, checkMaxResults } from "./check-filters";
import type { SessionDetails } from "./details";
import type { SessionFilters } from "./filters";
import { sessionDetails } from "./details";
import { windowsOf, withoutTimes, type TimeWindow } from "./windows";

/** A page of a list of sessions, newest first. */
export interface DetailsPage {
  readonly sessions: readonly SessionDetails[];
  /** The filters on time of the request. Empty if none: Plivo then lists the last 7 days. */
  readonly window: TimeWindow;
  /** Sessions in the window, if Plivo reports the total. */
  readonly totalCount: number | undefined;
}

/** A list of sessions. */
export interface SessionList {
  /** The sessions, newest first, without duplicates. */
  readonly sessions: readonly SessionDetails[];
  /** The time ranges that the list was split into. */
  readonly windows: readonly TimeWindow[];
  /** Whether `maxResults` left sessions out. */
  readonly more: boolean;
}

export interface ListOptions {
  /** Which sessions to list. Default: those of the last 7 days. */
  readonly filters?: SessionFilters | undefined;
  /** The maximum number of sessions. Default: all. */
  readonly maxResults?: number | undefined;
}

export interface SessionReaderOptions {
  /** Sets the end of a range of time that has none. */
  readonly clock: Clock;
  /** Shows one line to the user. */
  readonly log: (line: string) => void;
}

/** Reads sessions of an account, live and expired. Every method throws the errors of `PlivoClient`. */
export class SessionReader {
  readonly #client: PlivoClient;
  readonly #clock: Clock;
  readonly #log: (line: string) => void;

  constructor(client: PlivoClient, { clock, log }: SessionReaderOptions) {
    this.#client = client;
    this.#clock = clock;
    this.#log = log;
  }

  /** @throws NotFoundError if the account has no such session. */
  async get(sessionUuid: string): Promise<SessionDetails> {
    return sessionDetails(await this.#client.get(sessionUuid));
  }

  /** @throws InvalidFiltersError */
  async list({ filters, maxResults }: ListOptions = {}): Promise<SessionList> {
    const limit = checkMaxResults(maxResults);
    const checked = checkFilters(filters);
    const windows = this.#windows(checked);
    const sessions: SessionDetails[] = [];
    for await (const page of this.#walk(checked, windows)) {
      for (const session of page.sessions) {
        if (sessions.length === limit) return { sessions, windows, more: true };
        sessions.push(session);
      }
    }
    return { sessions, windows, more: false };
  }

  /**
   * Lists page by page, window by window.
   *
   * @throws InvalidFiltersError
   */
  async *pages(filters: SessionFilters = {}): AsyncGenerator<DetailsPage> {
    const checked = checkFilters(filters);
    yield* this.#walk(checked, this.#windows(checked));
  }

  /**
   * Lists session by session, and requests each page on demand.
   *
   * @throws InvalidFiltersError
   */
  async *sessions(filters: SessionFilters = {}): AsyncGenerator<SessionDetails> {
    for await (const { sessions } of this.pages(filters)) yield* sessions;
  }

  #windows(checked: ListFilters): TimeWindow[] {
    const windows = windowsOf(checked, this.#clock.now());
    if (windows.length > 1) {
      this.#log(
        `Plivo lists at most 30 days at once, so this list of masking sessions is read in ${String(windows.length)} windows.`,
      );
    }
    return windows;
  }

  async *#walk(checked: ListFilters, windows: readonly TimeWindow[]): AsyncGenerator<DetailsPage> {
    const { offset = 0, ...filters } = withoutTimes(checked);
    // Plivo applies the offset within one window; a program means the whole list.
    const sent = windows.length === 1 ? { ...filters, offset } : filters;
    let toSkip = windows.length === 1 ? 0 : offset;
    const seen = new Set<string>();
    for (const window of windows) {
      for await (const { sessions, totalCount } of this.#client.pages({ ...sent, ...window })) {
        const unseen = sessions.filter(({ sessionUuid }) => !seen.has(sessionUuid));
        for (const { sessionUuid } of unseen) seen.add(sessionUuid);
        const rest = unseen.slice(toSkip);
        toSkip -= unseen.length - rest.length;
        yield { sessions: rest.map(sessionDetails), window, totalCount };
      }
    }
  }
}
