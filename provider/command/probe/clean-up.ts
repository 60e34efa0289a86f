import type { Clock } from "../../common/clock";
import { PlivoError } from "../../plivo";
import { asObject, asText } from "../../plivo/json";
import type { RawClient, RawResponse } from "../../plivo/raw-client";
import type { Entry, Ledger } from "./ledger";
import { LimitReached, type Budget } from "./limits";
import { isSuccess } from "./responses";

const maxAttempts = 4;
const pauseMs = 1_000;
/** Between lookups of sessions that no list shows yet. */
const pausesMs = [2_000, 4_000, 8_000];
/** Pages of the list, newest first, in which to find a session by its marker. */
const maxPages = 3;

/** Whether the response says that there is nothing to expire. */
function isGone({ status, error = "", isFromPlivo }: RawResponse): boolean {
  return isFromPlivo && (status === 404 || status === 410 || /already\s+expired/i.test(error));
}

/**
 * Expires the sessions of a ledger. It continues after Ctrl-C, with requests that are reserved for it.
 * Sessions that it cannot expire stay in the ledger for the next run.
 */
export class CleanUp {
  readonly #client: RawClient;
  readonly #budget: Budget;
  readonly #ledger: Ledger;
  readonly #clock: Clock;
  /** Entries of an earlier run: no list will show their sessions late. */
  readonly #earlier: ReadonlySet<Entry>;
  constructor(client: RawClient, budget: Budget, ledger: Ledger, clock: Clock) {
    this.#client = client;
    this.#budget = budget;
    this.#ledger = ledger;
    this.#clock = clock;
    this.#earlier = new Set(ledger.entries);
  }

  async expireAll(): Promise<void> {
    for (const entry of [...this.#ledger.entries]) await this.expire(entry);
  }

  /** Repeats that until none is left, or a lost create has hardly created a session. */
  async expireAllWithRetries(): Promise<void> {
    await this.expireAll();
    for (const pause of pausesMs) {
      if (this.#ledger.entries.every((entry) => this.#earlier.has(entry))) return;
      await this.#clock.wait(pause);
      await this.expireAll();
    }
  }

  /** Expires a session if it can be found. */
  async expire(entry: Entry): Promise<void> {
    if (!this.#ledger.entries.includes(entry)) return;
    try {
      const sessionUuid = entry.sessionUuid ?? (await this.#find(entry));
      if (sessionUuid === undefined) {
        if (this.#clock.now() > entry.livesUntil) this.#ledger.remove(entry);
        return;
      }
      const response = await this.#sendWithRetries({ method: "DELETE", path: `/${sessionUuid}` });
      if (isSuccess(response) || isGone(response)) this.#ledger.remove(entry);
    } catch (error) {
      if (!(error instanceof PlivoError || error instanceof LimitReached)) throw error;
    }
  }

  /** Finds a session after a lost create response, by its marker among the newest sessions. */
  async #find(entry: Entry): Promise<string | undefined> {
    for (let page = 0; page < maxPages; page += 1) {
      const query = { limit: "20", offset: String(page * 20) };
      const { body } = await this.#sendWithRetries({ method: "GET", query });
      const { objects } = asObject(body?.["response"]) ?? {};
      if (!Array.isArray(objects) || objects.length === 0) return undefined;
      const row = objects
        .map(asObject)
        .find((one) => asText(one?.["recording_callback_url"])?.includes(entry.marker) === true);
      const sessionUuid = asText(row?.["session_uuid"]);
      if (sessionUuid !== undefined) {
        this.#ledger.name(entry, sessionUuid);
        return sessionUuid;
      }
    }
    return undefined;
  }

  /** Sends an idempotent request, with retries. */
  async #sendWithRetries(request: Parameters<RawClient["send"]>[0]): Promise<RawResponse> {
    for (let attempt = 1; ; attempt += 1) {
      this.#budget.take("cleanUp");
      try {
        const response = await this.#client.send(request);
        const isFinal = response.isFromPlivo && response.status < 500 && response.status !== 429;
        if (isFinal || attempt === maxAttempts) return response;
      } catch (error) {
        if (!(error instanceof PlivoError) || attempt === maxAttempts) throw error;
      }
      await this.#clock.wait(pauseMs * 2 ** attempt);
    }
  }
}
