import { randomUUID } from "node:crypto";
import type { Clock } from "../../common/clock";
import { PlivoError } from "../../plivo";
import { asObject, asText, type JsonObject } from "../../plivo/json";
import type { RawClient, RawRequest, RawResponse } from "../../plivo/raw-client";
import { Interrupted, unlessInterrupted, type Io } from "../io";
import type { CleanUp } from "./clean-up";
import type { Entry, Ledger } from "./ledger";
import { sessionLifeSeconds, type Budget, type Purpose } from "./limits";
import { NoResponse, Inconclusive } from "./inconclusive";
import type { ProbeSettings } from "./settings";
import { isSuccess, responseText, sessionIn } from "./responses";
import { assertSafe } from "./safety";

export interface AccountParts {
  readonly io: Io;
  readonly client: RawClient;
  readonly budget: Budget;
  readonly ledger: Ledger;
  readonly cleanUp: CleanUp;
  readonly settings: ProbeSettings;
  /** Two numbers of the user, with "+". */
  readonly parties: readonly [first: string, second: string];
}

/** A session that a question has created. */
export interface ProbeSession {
  readonly uuid: string;
  readonly entry: Entry;
  /** The create's response, and the session in it. */
  readonly response: RawResponse;
  readonly shown: JsonObject;
}

/**
 * Several questions share a session until this age. The last of them must still find it alive.
 */
const maxSharedAgeMs = 120_000;
/** With a margin for clock skew. */
const lifeMs = (sessionLifeSeconds + 60) * 1000;
/** The maximum lifetime of a session without the probe's own expiry. */
const anyLifeMs = 86_400_000;
/** Statuses of a server or proxy that do not answer the question. */
const noResponse = new Set([401, 403, 408, 429, 460, 499]);

/**
 * The account for questions: sends each request once and counts it, and writes each session to the ledger
 * before its create.
 */
export class Account {
  readonly settings: ProbeSettings;
  readonly first: string;
  readonly second: string;
  readonly #parts: AccountParts;
  readonly #others = new Set<Entry>();
  #shared: ProbeSession | undefined;
  #expired: ProbeSession | undefined;

  constructor(parts: AccountParts) {
    this.#parts = parts;
    this.settings = parts.settings;
    [this.first, this.second] = parts.parties;
  }

  get clock(): Clock {
    return this.#parts.io.clock;
  }

  /**
   * Sends a request once.
   *
   * @throws NoResponse if Plivo gives no usable response
   */
  async send(request: RawRequest): Promise<RawResponse> {
    this.#take(request);
    return this.#sendOnce(request);
  }

  /** Sends a request that the rate limit may refuse. @throws NoResponse, LimitReached */
  async flood(request: RawRequest): Promise<RawResponse> {
    this.#take(request, "flood");
    return this.#exchange(request);
  }

  /** Creates a session of the user's two numbers. Returns the response if Plivo refuses. */
  async create(more: Readonly<Record<string, unknown>> = {}): Promise<ProbeSession | RawResponse> {
    const marker = randomUUID();
    const body = {
      first_party: this.first,
      second_party: this.second,
      session_expiry: sessionLifeSeconds,
      // Plivo never calls it, because the session records nothing.
      recording_callback_url: `https://example.com/probe/${marker}`,
      ...more,
    };
    const given = Object.entries<unknown>(body).filter(([, value]) => value !== undefined);
    const sent: Readonly<Record<string, unknown>> = Object.fromEntries(given);
    const request: RawRequest = { method: "POST", body: sent };
    this.#take(request, "create");
    const life = sent["session_expiry"] === undefined || sent["session_expiry"] === 0 ? anyLifeMs : lifeMs;
    const entry = this.#parts.ledger.add({ marker, livesUntil: this.clock.now() + life });
    this.#others.add(entry);
    const response = await this.#sendOnce(request).catch((error: unknown) => {
      if (error instanceof NoResponse && error.isUnprocessed) this.#forget(entry);
      throw error;
    });
    if (response.status >= 400) {
      this.#forget(entry);
      return response;
    }
    const shown = sessionIn(response);
    const uuid = asText(response.body?.["session_uuid"]) ?? asText(shown["session_uuid"]);
    if (uuid === undefined) throw new Inconclusive("the response to a create has no session_uuid");
    this.#parts.ledger.name(entry, uuid);
    return { uuid, entry, response, shown };
  }

  /** Creates a session. @throws Inconclusive if Plivo refuses */
  async createSession(more: Readonly<Record<string, unknown>> = {}): Promise<ProbeSession> {
    const created = await this.create(more);
    if ("uuid" in created) return created;
    throw new Inconclusive(`a create was refused: ${responseText(created)}`);
  }

  /** A live session that questions share, one after another. */
  async sharedSession(): Promise<ProbeSession> {
    const age = this.#shared === undefined ? 0 : this.clock.elapsed() - this.#shared.response.readAt;
    return this.#shared === undefined || age > maxSharedAgeMs ? this.renewShared() : this.#shared;
  }

  /** Replaces the shared session. */
  async renewShared(): Promise<ProbeSession> {
    await this.expireAll();
    const session = await this.createSession();
    this.#others.delete(session.entry);
    this.#shared = session;
    return session;
  }

  /** Expires the shared session as part of a question. */
  async expireShared(): Promise<{ session: ProbeSession; response: RawResponse }> {
    const session = await this.sharedSession();
    const response = await this.send({ method: "DELETE", path: `/${session.uuid}` });
    if (!isSuccess(response))
      throw new Inconclusive(`a live session could not be expired: ${responseText(response)}`);
    this.#shared = undefined;
    this.#expired = session;
    this.#parts.ledger.remove(session.entry);
    return { session, response };
  }

  /** An expired session. */
  async expiredSession(): Promise<ProbeSession> {
    return this.#expired ?? (await this.expireShared()).session;
  }

  update(session: ProbeSession, body: Readonly<Record<string, unknown>>): Promise<RawResponse> {
    return this.send({ method: "POST", path: `/${session.uuid}`, body });
  }

  async read(session: ProbeSession): Promise<JsonObject> {
    return sessionIn(await this.send({ method: "GET", path: `/${session.uuid}` }));
  }

  /** The session's row on the first page of a list. */
  async row(
    session: ProbeSession,
    query: Readonly<Record<string, string>> = {},
  ): Promise<JsonObject | undefined> {
    const { body, ...response } = await this.send({ method: "GET", query: { limit: "20", ...query } });
    const { objects } = asObject(body?.["response"]) ?? {};
    if (!Array.isArray(objects)) throw new Inconclusive(`a list was refused: ${responseText(response)}`);
    return objects.map(asObject).find((row) => row?.["session_uuid"] === session.uuid);
  }

  /** @throws Interrupted */
  wait(milliseconds: number): Promise<void> {
    return unlessInterrupted(this.#parts.io, this.clock.wait(milliseconds));
  }

  /** Expires the sessions of one question, which may use all numbers of the account. */
  async expireOthers(): Promise<void> {
    for (const entry of this.#others) {
      await this.#parts.cleanUp.expire(entry);
      this.#others.delete(entry);
    }
  }

  /** Expires all sessions, the shared one too. */
  async expireAll(): Promise<void> {
    if (this.#shared !== undefined) this.#others.add(this.#shared.entry);
    this.#shared = undefined;
    this.#expired = undefined;
    await this.expireOthers();
  }

  #forget(entry: Entry): void {
    this.#others.delete(entry);
    this.#parts.ledger.remove(entry);
  }

  #take(request: RawRequest, purpose: Purpose = "question"): void {
    if (this.#parts.io.interruption.signal.aborted) throw new Interrupted();
    assertSafe(request, this.settings.defaultExpiry);
    this.#parts.budget.take(purpose);
  }

  async #sendOnce(request: RawRequest): Promise<RawResponse> {
    const response = await this.#exchange(request);
    const { status, isFromPlivo } = response;
    if (!isFromPlivo || status >= 500 || (status >= 300 && status < 400) || noResponse.has(status))
      throw new NoResponse(`${request.method}: ${responseText(response)}`);
    return response;
  }

  async #exchange(request: RawRequest): Promise<RawResponse> {
    try {
      return await this.#parts.client.send(request);
    } catch (error) {
      if (!(error instanceof PlivoError)) throw error;
      throw new NoResponse(`${request.method}: ${error.what}`, error.processed === "no");
    }
  }
}
