import { readFileSync } from "node:fs";
import path from "node:path";
import { RequestLimiter } from "../../provider/plivo/index.ts";
import { defaultRetries } from "../../provider/plivo/retries.ts";
import { maxListAgeMs } from "../../provider/lifecycle/directory/live-rows.ts";
import { lateCommitMs } from "../../provider/lifecycle/listing.ts";
import { lookupTimeoutMs } from "../../provider/lifecycle/lost-create.ts";
import { minLifeLeftMs } from "../../provider/session/expiry.ts";
import { repositoryRoot } from "../../tools/repository.ts";
import { VirtualClock } from "../support/virtual-clock.ts";

const page = readFileSync(path.join(repositoryRoot(), "docs", "reliability.md"), "utf8");

const seconds = (milliseconds: number) => `${milliseconds / 1000} s`;

/** The limiter's number of requests that pass at once, and within 5 seconds. */
async function passing(): Promise<{ atOnce: number; inPeriod: number }> {
  let atOnce = 0;
  const busy = new RequestLimiter({ clock: VirtualClock.passing(), log: () => undefined });
  for (let n = 0; n < 1000; n += 1) {
    void busy.run(() => {
      atOnce += 1;
      return new Promise(() => undefined);
    });
  }
  const clock = VirtualClock.passing();
  const limiter = new RequestLimiter({ clock, log: () => undefined });
  let inPeriod = 0;
  const send = () => {
    if (clock.elapsed() <= 5000) inPeriod += 1;
    return Promise.resolve();
  };
  await Promise.all(Array.from({ length: 1000 }, () => limiter.run(send)));
  return { atOnce, inPeriod };
}

describe("docs/reliability.md", () => {
  it("states the numbers that the provider uses", async () => {
    const { maxAttempts, maxRateLimitedAttempts } = defaultRetries;
    const { initialDelayMs, maxDelayMs, maxRetryAfterMs, maxTotalMs } = defaultRetries;
    const { atOnce, inPeriod } = await passing();
    const [, section = ""] = page.split("\n## Numbers\n");
    const numbers = section.split("\n## ")[0]?.match(/(?<=^- [^:]+: ).*/gm);
    expect(numbers).toEqual([
      String(maxAttempts),
      String(maxRateLimitedAttempts),
      `${seconds(initialDelayMs)}, doubled up to ${seconds(maxDelayMs)}`,
      seconds(maxRetryAfterMs),
      seconds(maxTotalMs),
      `${inPeriod} in 5 s, ${atOnce} at once`,
    ]);
  });

  it.each([
    { what: "grace", pattern: /grace of (\d+ s)/g, length: lateCommitMs },
    { what: "lookup's timeout", pattern: /provider retries for (\d+ s)/g, length: lookupTimeoutMs },
    { what: "life that an adopted session has left", pattern: /lives for (\d+ s)/g, length: minLifeLeftMs },
    { what: "age of a list", pattern: /for the same parties within (\d+ s)/g, length: maxListAgeMs },
  ])("states the $what the same wherever it mentions it", ({ pattern, length }) => {
    const stated = [...page.replace(/\s+/g, " ").matchAll(pattern)].map(([, value]) => value);
    expect(new Set(stated)).toEqual(new Set([seconds(length)]));
  });
});
