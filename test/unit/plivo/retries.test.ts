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
} from "../../../provider/plivo/index.ts";
import {
  Retries,
  defaultRetries,
  type RetryPolicy,
  type RetryLimits,
} from "../../../provider/plivo/retries.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";

const failure = { method: "GET", path: "/v1/x" };
const serverError = new ServerError(failure);
const rateLimitError = (retryAfter?: number) => new RateLimitedError(failure, retryAfter);

interface Circumstances extends Partial<RetryPolicy> {
  /** The outcomes of the attempts, undefined for success. The last one repeats. */
  readonly outcomes: readonly (Error | undefined)[];
  readonly random?: () => number;
  readonly limits?: Partial<RetryLimits>;
  /** Milliseconds for which each attempt is in flight. */
  readonly duration?: number;
  /** Milliseconds for which each attempt waits in the request limiter. */
  readonly queued?: number;
}

/** Runs a request until it succeeds or is not retried. */
async function run({ outcomes, random = () => 1, limits, duration = 0, queued = 0, ...rest }: Circumstances) {
  const clock = VirtualClock.standing();
  const lines: string[] = [];
  const retries = new Retries({ clock, log: (line) => lines.push(line), random, limits });
  const sentAt: number[] = [];
  const send = async (onStart: () => void) => {
    if (queued > 0) await clock.wait(queued);
    onStart();
    const outcome = outcomes[Math.min(sentAt.length, outcomes.length - 1)];
    sentAt.push(clock.elapsed());
    if (duration > 0) await clock.wait(duration);
    if (outcome !== undefined) throw outcome;
    return "done";
  };
  let result: unknown;
  const running = retries.run(send, { canRetry: () => true, ...rest }).then(
    (value) => (result = value),
    (error: unknown) => (result = error),
  );
  await clock.finish();
  await running;
  const waits = sentAt.slice(1).map((at, index) => at - (sentAt[index] ?? 0) - duration - queued);
  return { result, sentAt, waits, lines, elapsed: clock.elapsed() };
}

describe("the waits between retries", () => {
  it("double from half a second up to 16 s at the maximum of the jitter", async () => {
    expect((await run({ outcomes: [serverError] })).waits).toEqual([500, 1_000, 2_000, 4_000, 8_000]);
    const { waits } = await run({ outcomes: [rateLimitError()] });
    expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 16_000, 16_000, 16_000, 16_000, 16_000]);
  });

  it("are anything from zero to that maximum, as the jitter says", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 5, maxLength: 5 }),
        async (chances) => {
          const rest = [...chances];
          const { waits } = await run({ outcomes: [serverError], random: () => rest.shift() ?? 0 });
          chances.forEach((chance, index) => expect(waits[index]).toBeCloseTo(chance * 500 * 2 ** index, 3));
        },
      ),
    );
  });

  it("differ from each other by default", async () => {
    const clock = VirtualClock.standing();
    const retries = new Retries({ clock, log: () => undefined });
    const running = retries.run(() => Promise.reject(serverError), { canRetry: () => true });
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
    expect((await run({ outcomes: [rateLimitError(seconds), undefined] })).waits).toEqual([wait]);
  });

  it("are no shorter than the backoff if Retry-After asks for less", async () => {
    const { waits } = await run({
      outcomes: [rateLimitError(0), rateLimitError(0), rateLimitError(0), undefined],
    });
    expect(waits).toEqual([500, 1_000, 2_000]);
  });
});

describe("the attempts of a request", () => {
  it("end with the first success", async () => {
    const { result, sentAt } = await run({ outcomes: [serverError, rateLimitError(), undefined] });
    expect([result, sentAt.length]).toEqual(["done", 3]);
  });

  it.each([
    ["6", serverError, 6],
    ["12, where only the rate limit refuses,", rateLimitError(), 12],
    ["6", new TimeoutError(failure, "unknown"), 6],
    ["6", new NetworkError(failure, "no", "ECONNREFUSED"), 6],
  ])("are %s at most, and then the last error is thrown", async (_, error, attempts) => {
    const { result, sentAt } = await run({ outcomes: [error] });
    expect(result).toBe(error);
    expect(sentAt).toHaveLength(attempts);
  });

  it("after another failure are counted separately from those rejected by the rate limit", async () => {
    const refused = Array.from({ length: 11 }, () => rateLimitError());
    expect((await run({ outcomes: [...refused, serverError] })).sentAt).toHaveLength(11 + 6);
    const failed = Array.from({ length: 5 }, () => serverError);
    expect((await run({ outcomes: [...failed, rateLimitError()] })).sentAt).toHaveLength(5 + 12);
  });

  it("and their waits take 3 minutes at most", async () => {
    const { result, sentAt, elapsed } = await run({ outcomes: [rateLimitError(60)] });
    expect(result).toBeInstanceOf(RateLimitedError);
    expect(sentAt).toEqual([0, 60_000, 120_000, 180_000]);
    expect(elapsed).toBeLessThan(defaultRetries.maxTotalMs + 1_000);
  });

  it("include the time for which they are in flight", async () => {
    const { sentAt } = await run({ outcomes: [serverError], duration: 60_000 });
    expect(sentAt).toEqual([0, 60_500, 121_500]);
  });

  it("exclude the time for which they wait for their turn", async () => {
    const { sentAt } = await run({ outcomes: [serverError], queued: 170_000 });
    expect(sentAt).toHaveLength(6);
  });

  it("are limited by the given limits", async () => {
    const limits = { maxAttempts: 2, maxRateLimitedAttempts: 3, maxTotalMs: 1_000 };
    expect((await run({ outcomes: [serverError], limits })).sentAt).toHaveLength(2);
    expect((await run({ outcomes: [rateLimitError(1)], limits })).sentAt).toHaveLength(2);
    expect((await run({ outcomes: [rateLimitError(2)], limits })).sentAt).toHaveLength(1);
  });
});

describe("the last attempt of a request", () => {
  const permanent: PlivoError[] = [
    new InvalidRequestError(failure),
    new AuthenticationError(failure),
    new GeoPermissionError(failure),
    new NotFoundError(failure),
    new NetworkError(failure, "no", "CERT_HAS_EXPIRED"),
    new NetworkError(failure, "no", "UND_ERR_CLOSED"),
  ];

  it.each(permanent.map((error) => [error.message, error]))("is one that fails with %s", async (_, error) => {
    const { result, sentAt } = await run({ outcomes: [error, undefined] });
    expect([result, sentAt.length]).toEqual([error, 1]);
  });

  it("is one that fails with a programming error", async () => {
    const error = new TypeError("a mistake");
    const { result, sentAt } = await run({ outcomes: [error, undefined] });
    expect([result, sentAt.length]).toEqual([error, 1]);
  });

  it("is one with an error that must not be retried", async () => {
    const asked: PlivoError[] = [];
    const canRetry = (error: PlivoError) => {
      asked.push(error);
      return error.processed === "no";
    };
    const { result, sentAt } = await run({
      outcomes: [rateLimitError(), serverError, undefined],
      canRetry,
    });
    expect([result, sentAt.length]).toEqual([serverError, 2]);
    expect(asked).toEqual([expect.any(RateLimitedError), serverError]);
  });
});

describe("the lines about retries", () => {
  it("begin after 3 s including the wait, in whole seconds", async () => {
    const quick = { outcomes: [serverError, undefined], random: () => 0.5 };
    expect((await run({ ...quick, duration: 2_749 })).lines).toEqual([]);
    expect((await run({ ...quick, duration: 2_750 })).lines).toEqual([
      "Plivo is not responding (GET, PLIVO_SERVER): retrying in 1 s (attempt 2 of 6).",
    ]);
  });

  it("omit a wait that the request limiter serves", async () => {
    const { lines, waits } = await run({ outcomes: [rateLimitError(30), undefined], onRetry: () => true });
    expect({ lines, waits }).toEqual({ lines: [], waits: [0] });
  });
});

it("the callback before an attempt runs once before each, and knows the wait", async () => {
  const done: [PlivoError, number][] = [];
  const onRetry = (error: PlivoError, wait: number) => {
    done.push([error, wait]);
    return false;
  };
  await run({ outcomes: [serverError, rateLimitError(7), undefined], onRetry });
  expect(done).toEqual([
    [serverError, 500],
    [expect.any(RateLimitedError), 7_000],
  ]);
  done.length = 0;
  await run({ outcomes: [new AuthenticationError(failure)], onRetry });
  expect(done).toEqual([]);
});
