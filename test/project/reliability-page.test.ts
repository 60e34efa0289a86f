import { readFileSync } from "node:fs";
import path from "node:path";
import { defaultRetries } from "../../provider/plivo/retries.ts";
import { maxListAgeMs } from "../../provider/lifecycle/directory/live-rows.ts";
import { lateCommitMs } from "../../provider/lifecycle/listing.ts";
import { lookupTimeoutMs } from "../../provider/lifecycle/lost-create.ts";
import { minLifeLeftMs } from "../../provider/session/expiry.ts";
import { repositoryRoot } from "../../tools/repository.ts";

const page = readFileSync(path.join(repositoryRoot(), "docs", "reliability.md"), "utf8");

const seconds = (milliseconds: number) => `${milliseconds / 1000} s`;

describe("docs/reliability.md", () => {
  it("states the numbers that the provider uses", () => {
    const { maxAttempts, maxRateLimitedAttempts } = defaultRetries;
    const { initialDelayMs, maxDelayMs, maxRetryAfterMs, maxTotalMs } = defaultRetries;
    const [, section = ""] = page.split("\n## Numbers\n");
    const numbers = section.split("\n## ")[0]?.match(/(?<=^- [^:]+: ).*/gm);
    // The last one is the request limiter's, which has its own tests.
    expect(numbers?.slice(0, -1)).toEqual([
      String(maxAttempts),
      String(maxRateLimitedAttempts),
      `${seconds(initialDelayMs)}, doubled up to ${seconds(maxDelayMs)}`,
      seconds(maxRetryAfterMs),
      seconds(maxTotalMs),
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
