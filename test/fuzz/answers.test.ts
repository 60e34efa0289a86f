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
import { hostileAnswers, type HostileAnswer } from "./hostile-answers.ts";
import type { Clock } from "../../provider/common/clock.ts";
import { settled, start } from "../support/virtual-clock.ts";
import { assertNoLeak, assertResult, assertVisible, everythingOf, outcomeOf, shownOf } from "./oracles.ts";
import { phoneNumbers, pins, tokens, type Personal } from "./personal.ts";
import { rawAnswer } from "./raw-answer.ts";
import { RawServer } from "./raw-server.ts";
import { isCreated, isPage, isSession } from "./results.ts";
import { Watchdog } from "./watchdog.ts";

const authId = "MAXXXXXXXXXXXXXXXXXX";
const authToken = "c0ffee-token-of-nobody";
const uuid = "c28b77d4-21e7-43bd-9447-04bfee92e651";
const credentials = Buffer.from(`${authId}:${authToken}`).toString("base64");
/** Pages after which a caller has seen enough. */
const enough = 20;

const least = proofSize(2_000, 100_000);
/** Of three cases, one or two are asked a second time, or for a second page. */
const cases = proofSize(2_000, 72_000);
/** Cases that run side by side, each on a server of its own. */
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
  readonly answers: readonly HostileAnswer[];
}

interface Call {
  readonly run: (client: PlivoClient, requests: Requests) => Promise<unknown>;
  readonly isResult: (result: unknown) => boolean;
}

async function walked(client: PlivoClient, { filters }: Requests): Promise<Session[]> {
  const found: Session[] = [];
  for await (const session of client.sessions(filters)) {
    found.push(session);
    if (found.length >= enough) break;
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
  sessions: { run: walked, isResult: (result) => (result as Session[]).every(isSession) },
  update: {
    run: (client, { update }) => client.update(uuid, update),
    isResult: (result) => isSession(result as Session),
  },
  expire: { run: (client) => client.expire(uuid), isResult: (result) => result === undefined },
};

/** What is sent, what of it is personal, and what other people's values the vendor could mix in. */
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
      // What a request does not have, nobody can know.
      const namesParties = method === "create" || method === "list" || method === "sessions";
      const known = sent.map((value) =>
        namesParties && value.kind === "number" ? { ...value, isSent: true as const } : value,
      );
      const personal = [...known, ...others, ...(method === "create" ? inBodies : [])];
      // What was never sent cannot be known in the vendor's words: a PIN then stands where the document puts PINs, alone.
      const inSessions = codes.map((value) => ({ kind: "PIN", value }) as const);
      return fc.record({
        method: fc.constant(method),
        requests: fc.constant({ update, create, filters: { firstParty, secondParty } }),
        personal: fc.constant([...personal, ...inSessions]),
        answers: fc.array(hostileAnswers(personal, inSessions), { minLength: 1, maxLength: 4 }),
      });
    });
});

/**
 * A clock whose waits end at once: one that passes if everything waits would wait for the other lanes, too.
 */
function instantClock(): Clock {
  let waitedMs = 0;
  return {
    now: () => start + waitedMs,
    elapsed: () => performance.now() + waitedMs,
    wait: async (milliseconds) => {
      waitedMs += milliseconds;
      await settled();
    },
  };
}

/** A server and a client of it, for one case after another. */
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
      // A call that hangs goes on; the next case must have none of it.
      await this.stop();
      await this.start();
      throw error;
    }
  }

  async #judge(watchdog: Watchdog, { method, requests, personal, answers }: Case): Promise<void> {
    const client = this.#client;
    if (client === undefined) throw new Error("not started");
    this.#lines = [];
    this.#server.answerWith(answers.map(rawAnswer));
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

  /** Answers that its servers have given. */
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
    expect(answers).toBeGreaterThanOrEqual(least);
    recordFigures("fuzz", { answers, crashes: 0, hangs: 0, leaks: 0 });
  });
});
