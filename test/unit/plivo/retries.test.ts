import fc from "fast-check";
import {
  AuthenticationError,
  GeoPermissionError,
  InvalidRequestError,
  NetworkError,
  NotFoundError,
  RateLimitedError,
  ServerError,
  TimeoutError,
  type PlivoError,
} from "../../../provider/plivo";
import { Retries, usualRetries, type Resending, type RetryLimits } from "../../../provider/plivo/retries";
import { VirtualClock } from "../../support/virtual-clock";

const failure = { method: "GET", path: "/v1/x" };
const serverError = new ServerError(failure);
const limited = (retryAfter?: number) => new RateLimitedError(failure, retryAfter);

interface Circumstances extends Partial<Resending> {
  /** The request's errors in turn, the last one for ever; undefined: it succeeds. */
  readonly outcomes: readonly (Error | undefined)[];
  readonly random?: () => number;
  readonly limits?: Partial<RetryLimits>;
  /** Milliseconds for which each attempt is under way. */
  readonly duration?: number;
  /** Milliseconds for which each attempt waits for its turn before it leaves. */
  readonly queued?: number;
}

/** Runs a request to its end. */
async function run({ outcomes, random = () => 1, limits, duration = 0, queued = 0, ...rest }: Circumstances) {
  const clock = VirtualClock.standing();
  const lines: string[] = [];
  const retries = new Retries({ clock, log: (line) => lines.push(line), random, limits });
  const sentAt: number[] = [];
  const send = async (leaves: () => void) => {
    if (queued > 0) await clock.wait(queued);
    leaves();
    const outcome = outcomes[Math.min(sentAt.length, outcomes.length - 1)];
    sentAt.push(clock.elapsed());
    if (duration > 0) await clock.wait(duration);
    if (outcome !== undefined) throw outcome;
    return "done";
  };
  let result: unknown;
  const running = retries.run(send, { allowed: () => true, ...rest }).then(
    (value) => (result = value),
    (error: unknown) => (result = error),
  );
  await clock.finish();
  await running;
  const waits = sentAt.slice(1).map((at, index) => at - (sentAt[index] ?? 0) - duration - queued);
  return { result, sentAt, waits, lines, elapsed: clock.elapsed() };
}

describe("waits between attempts", () => {
  it("double from half a second on, up to 16 s, where chance makes them longest", async () => {
    expect((await run({ outcomes: [serverError] })).waits).toEqual([500, 1_000, 2_000, 4_000, 8_000]);
    const { waits } = await run({ outcomes: [limited()] });
    expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 16_000, 16_000, 16_000, 16_000, 16_000]);
  });

  it("are anything from nothing to that, as chance has it", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 5, maxLength: 5 }),
        async (chances) => {
          const rest = [...chances];
          const { waits } = await run({ outcomes: [serverError], random: () => rest.shift() ?? 0 });
          chances.forEach((chance, index) => {
            expect(waits[index]).toBeCloseTo(chance * 500 * 2 ** index, 3);
          });
        },
      ),
    );
  });

  it("have a length of their own each time by default", async () => {
    const clock = VirtualClock.standing();
    const retries = new Retries({ clock, log: () => undefined });
    const running = retries.run(() => Promise.reject(serverError), { allowed: () => true });
    const ended = expect(running).rejects.toBe(serverError);
    await clock.finish();
    await ended;
    expect(new Set(clock.waits).size).toBe(5);
  });

  it.each([
    [1, 1_000],
    [7, 7_000],
    [60, 60_000],
    [61, 60_000],
    [86_400, 60_000],
  ])("follow a Retry-After of %i s for %i ms", async (seconds, wait) => {
    expect((await run({ outcomes: [limited(seconds), undefined] })).waits).toEqual([wait]);
  });

  it("do not hammer where Retry-After asks for less than the backoff", async () => {
    const { waits } = await run({ outcomes: [limited(0), limited(0), limited(0), undefined] });
    expect(waits).toEqual([500, 1_000, 2_000]);
  });
});

describe("attempts", () => {
  it("end with the first success", async () => {
    const { result, sentAt } = await run({ outcomes: [serverError, limited(), undefined] });
    expect([result, sentAt.length]).toEqual(["done", 3]);
  });

  it.each([
    ["6", serverError, 6],
    ["12, where only the rate limit refuses,", limited(), 12],
    ["6", new TimeoutError(failure, "unknown"), 6],
    ["6", new NetworkError(failure, "no", "ECONNREFUSED"), 6],
  ])("are %s at most, and then the last error is thrown", async (_, error, attempts) => {
    const { result, sentAt } = await run({ outcomes: [error] });
    expect(result).toBe(error);
    expect(sentAt).toHaveLength(attempts);
  });

  it("after another failure are counted apart from those that the rate limit refused", async () => {
    const refused = Array.from({ length: 11 }, () => limited());
    expect((await run({ outcomes: [...refused, serverError] })).sentAt).toHaveLength(11 + 6);
    const failed = Array.from({ length: 5 }, () => serverError);
    expect((await run({ outcomes: [...failed, limited()] })).sentAt).toHaveLength(5 + 12);
  });

  it("and their waits take 3 minutes at most", async () => {
    const { result, sentAt, elapsed } = await run({ outcomes: [limited(60)] });
    expect(result).toBeInstanceOf(RateLimitedError);
    expect(sentAt).toEqual([0, 60_000, 120_000, 180_000]);
    expect(elapsed).toBeLessThan(usualRetries.total + 1_000);
  });

  it("count the time for which they are under way", async () => {
    const { sentAt } = await run({ outcomes: [serverError], duration: 60_000 });
    expect(sentAt).toEqual([0, 60_500, 121_500]);
  });

  it("do not count the time for which they wait for their turn", async () => {
    const { sentAt } = await run({ outcomes: [serverError], queued: 170_000 });
    expect(sentAt).toHaveLength(6);
  });

  it("are as many as one is told", async () => {
    const limits = { attempts: 2, rateLimitedAttempts: 3, total: 1_000 };
    expect((await run({ outcomes: [serverError], limits })).sentAt).toHaveLength(2);
    expect((await run({ outcomes: [limited(1)], limits })).sentAt).toHaveLength(2);
    expect((await run({ outcomes: [limited(2)], limits })).sentAt).toHaveLength(1);
  });
});

describe("no attempt more", () => {
  const lasting: PlivoError[] = [
    new InvalidRequestError(failure),
    new AuthenticationError(failure),
    new GeoPermissionError(failure),
    new NotFoundError(failure),
    new NetworkError(failure, "no", "CERT_HAS_EXPIRED"),
    new NetworkError(failure, "no", "UND_ERR_CLOSED"),
  ];

  it.each(lasting.map((error) => [error.message, error]))("follows %s", async (_, error) => {
    const { result, sentAt } = await run({ outcomes: [error, undefined] });
    expect([result, sentAt.length]).toEqual([error, 1]);
  });

  it("follows an error of ours", async () => {
    const error = new TypeError("a mistake");
    const { result, sentAt } = await run({ outcomes: [error, undefined] });
    expect([result, sentAt.length]).toEqual([error, 1]);
  });

  it("follows an error after which it is not allowed", async () => {
    const asked: PlivoError[] = [];
    const allowed = (error: PlivoError) => {
      asked.push(error);
      return error.processed === "no";
    };
    const { result, sentAt } = await run({ outcomes: [limited(), serverError, undefined], allowed });
    expect([result, sentAt.length]).toEqual([serverError, 2]);
    expect(asked).toEqual([expect.any(RateLimitedError), serverError]);
  });
});

describe("what the user is shown", () => {
  it("is nothing in the first seconds, then one line for each wait", async () => {
    const { lines } = await run({ outcomes: [serverError] });
    expect(lines).toEqual([
      "Plivo fails at the moment (GET, PLIVO_SERVER): attempt 4 of 6 in 2 s.",
      "Plivo fails at the moment (GET, PLIVO_SERVER): attempt 5 of 6 in 4 s.",
      "Plivo fails at the moment (GET, PLIVO_SERVER): attempt 6 of 6 in 8 s.",
    ]);
  });

  it("is a line once 3 s are over with the wait, in whole seconds", async () => {
    const quick = { outcomes: [serverError, undefined], random: () => 0.5 };
    expect((await run({ ...quick, duration: 2_749 })).lines).toEqual([]);
    expect((await run({ ...quick, duration: 2_750 })).lines).toEqual([
      "Plivo fails at the moment (GET, PLIVO_SERVER): attempt 2 of 6 in 1 s.",
    ]);
  });

  it("that is served while waiting for a turn is neither told nor waited for here", async () => {
    const { lines, waits } = await run({ outcomes: [limited(30), undefined], before: () => true });
    expect({ lines, waits }).toEqual({ lines: [], waits: [0] });
  });
});

it("what is to be done before an attempt is done once before each, and knows the wait", async () => {
  const done: [PlivoError, number][] = [];
  const before = (error: PlivoError, wait: number) => {
    done.push([error, wait]);
    return false;
  };
  await run({ outcomes: [serverError, limited(7), undefined], before });
  expect(done).toEqual([
    [serverError, 500],
    [expect.any(RateLimitedError), 7_000],
  ]);
  done.length = 0;
  await run({ outcomes: [new AuthenticationError(failure)], before });
  expect(done).toEqual([]);
});
