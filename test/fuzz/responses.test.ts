import fc from "fast-check";
import {
  PlivoClient,
  type CreateResponse,
  type CreateSessionRequest,
  type Session,
  type SessionPage,
  type UpdateSessionRequest,
} from "../../provider/plivo/index.ts";
import { recordFigures, proofSize } from "../support/soak.ts";
import { hostileResponses, type HostileResponse } from "./hostile-responses.ts";
import type { Clock } from "../../provider/common/clock.ts";
import { nextTurn, start } from "../support/virtual-clock.ts";
import { assertNoLeak, assertResult, assertVisible, everythingOf, outcomeOf, shownOf } from "./oracles.ts";
import { phoneNumbers, pins, tokens, type Personal } from "./personal.ts";
import { rawResponse } from "./raw-response.ts";
import { RawServer } from "./raw-server.ts";
import { isCreated, isPage, isSession } from "./results.ts";
import { Watchdog } from "./watchdog.ts";

const authId = "MAXXXXXXXXXXXXXXXXXX";
const authToken = "c0ffee-token-of-nobody";
const uuid = "c28b77d4-21e7-43bd-9447-04bfee92e651";
const credentials = Buffer.from(`${authId}:${authToken}`).toString("base64");
/** A caller stops listing after this many sessions. */
const maxSessions = 20;

const minResponses = proofSize(2_000, 100_000);
/** Fewer than responses: one or two of three cases have a retry or a second page. */
const cases = proofSize(2_000, 72_000);
/** The number of cases that run at the same time, each on its own server. */
const lanes = 4;

interface Requests {
  readonly update: UpdateSessionRequest;
  readonly create: CreateSessionRequest;
  readonly filters: { readonly firstParty: string; readonly secondParty: string };
}

type Method = "create" | "get" | "list" | "sessions" | "update" | "expire";

interface Case {
  readonly method: Method;
  readonly requests: Requests;
  readonly personal: readonly Personal[];
  readonly responses: readonly HostileResponse[];
}

interface Call {
  readonly run: (client: PlivoClient, requests: Requests) => Promise<unknown>;
  readonly isResult: (result: unknown) => boolean;
}

async function walk(client: PlivoClient, { filters }: Requests): Promise<Session[]> {
  const found: Session[] = [];
  for await (const session of client.sessions(filters)) {
    found.push(session);
    if (found.length >= maxSessions) break;
  }
  return found;
}

const calls: Record<Method, Call> = {
  create: {
    run: (client, { create }) => client.create(create),
    isResult: (result) => isCreated(result as CreateResponse),
  },
  get: { run: (client) => client.get(uuid), isResult: (result) => isSession(result as Session) },
  list: {
    run: (client, { filters }) => client.list(filters),
    isResult: (result) => isPage(result as SessionPage),
  },
  sessions: { run: walk, isResult: (result) => (result as Session[]).every(isSession) },
  update: {
    run: (client, { update }) => client.update(uuid, update),
    isResult: (result) => isSession(result as Session),
  },
  expire: { run: (client) => client.expire(uuid), isResult: (result) => result === undefined },
};

/** Values for requests, and other people's values that the vendor could mix in. */
const parts = fc.record({
  numbers: fc.uniqueArray(phoneNumbers, { minLength: 4, maxLength: 4 }),
  codes: fc.uniqueArray(pins, { minLength: 3, maxLength: 3 }),
  secrets: fc.uniqueArray(tokens, { minLength: 2, maxLength: 2 }),
});

const fuzzCases: fc.Arbitrary<Case> = parts.chain(({ numbers, codes, secrets }) => {
  const [firstParty = "", secondParty = ""] = numbers;
  const [firstPartyPin = "", secondPartyPin = ""] = codes;
  const [password = "", token = ""] = secrets;
  const update = {
    sessionExpiry: 600,
    callbackUrl: `https://user:${password}@a.example/events?token=${token}`,
  };
  const create = { ...update, firstParty, secondParty, firstPartyPin, secondPartyPin };
  const sent: Personal[] = [
    ...[firstParty, secondParty].map((value) => ({ kind: "number", value }) as const),
    ...[authToken, credentials].map((value) => ({ kind: "token", value }) as const),
  ];
  const inBodies: Personal[] = [
    ...[firstPartyPin, secondPartyPin].map((value) => ({ kind: "PIN", value }) as const),
    ...secrets.map((value) => ({ kind: "token", value }) as const),
  ];
  const others = numbers.slice(2).map((value) => ({ kind: "number", value }) as const);
  return fc
    .constantFrom<Method[]>("create", "get", "list", "sessions", "update", "expire")
    .chain((method) => {
      // The client can only scrub values that the request has.
      const namesParties = method === "create" || method === "list" || method === "sessions";
      const known = sent.map((value) =>
        namesParties && value.kind === "number" ? { ...value, isSent: true as const } : value,
      );
      const personal = [...known, ...others, ...(method === "create" ? inBodies : [])];
      // The client cannot recognise PINs that it never sent, so responses have them only in the document's
      // PIN fields.
      const inSessions = codes.map((value) => ({ kind: "PIN", value }) as const);
      return fc.record({
        method: fc.constant(method),
        requests: fc.constant({ update, create, filters: { firstParty, secondParty } }),
        personal: fc.constant([...personal, ...inSessions]),
        responses: fc.array(hostileResponses(personal, inSessions), { minLength: 1, maxLength: 4 }),
      });
    });
});

/**
 * A clock on which each wait ends at once. VirtualClock.passing would wait for the other lanes too.
 */
function instantClock(): Clock {
  let waitedMs = 0;
  return {
    now: () => start + waitedMs,
    elapsed: () => performance.now() + waitedMs,
    wait: async (milliseconds) => {
      waitedMs += milliseconds;
      await nextTurn();
    },
  };
}

/** A server and its client, for one case after another. */
class Lane {
  #answeredBefore = 0;
  #server = new RawServer();
  #client: PlivoClient | undefined;
  #lines: string[] = [];

  async start(): Promise<void> {
    this.#server = new RawServer();
    await this.#server.start();
    this.#client = new PlivoClient({
      authId,
      authToken,
      endpoint: this.#server.endpoint,
      clock: instantClock(),
      log: (line) => this.#lines.push(line),
      retries: { maxAttempts: 2, maxRateLimitedAttempts: 2 },
      timeouts: { overall: 1_000 },
    });
  }

  async judge(watchdog: Watchdog, one: Case): Promise<void> {
    try {
      await this.#judge(watchdog, one);
    } catch (error) {
      // A hanging call continues. It must not affect the next case.
      await this.stop();
      await this.start();
      throw error;
    }
  }

  async #judge(watchdog: Watchdog, { method, requests, personal, responses }: Case): Promise<void> {
    const client = this.#client;
    if (client === undefined) throw new Error("not started");
    this.#lines = [];
    this.#server.answerWith(responses.map(rawResponse));
    const outcome = await outcomeOf(watchdog, () => calls[method].run(client, requests));
    if ("error" in outcome) assertNoLeak([everythingOf(outcome.error)], personal);
    else assertResult(calls[method].isResult(outcome.value), outcome.value);
    if ("error" in outcome) assertVisible(shownOf(outcome.error));
    assertVisible(this.#lines);
    assertNoLeak(this.#lines, personal);
  }

  async stop(): Promise<void> {
    this.#answeredBefore = this.answered;
    await this.#server.stop();
    await this.#client?.close();
  }

  /** The number of responses that its servers have sent. */
  get answered(): number {
    return this.#answeredBefore + this.#server.answered;
  }
}

// The full size takes minutes.
jest.setTimeout(1_800_000);

describe("a hostile response", () => {
  let watchdog: Watchdog;
  let open: Lane[];
  beforeAll(async () => {
    watchdog = new Watchdog(5_000);
    open = Array.from({ length: lanes }, () => new Lane());
    await Promise.all(open.map((lane) => lane.start()));
  });
  afterAll(async () => {
    await Promise.all(open.map((lane) => lane.stop()));
    await watchdog.stop();
  });

  it("ends each call of the client with a result of its type or a typed error that shows nothing personal", async () => {
    await Promise.all(
      open.map((lane) =>
        fc.assert(
          fc.asyncProperty(fuzzCases, (one) => lane.judge(watchdog, one)),
          { numRuns: cases / lanes },
        ),
      ),
    );
    const answers = open.reduce((sum, { answered }) => sum + answered, 0);
    expect(answers).toBeGreaterThanOrEqual(minResponses);
    recordFigures("fuzz", { answers, crashes: 0, hangs: 0, leaks: 0 });
  });
});
