import { readFileSync } from "node:fs";
import path from "node:path";
import { RequestLimiter } from "../../provider/plivo/index.ts";
import { defaultRetries } from "../../provider/plivo/retries.ts";
import { maxRowAgeMs } from "../../provider/lifecycle/directory/list-pages.ts";
import { maxListAgeMs } from "../../provider/lifecycle/directory/live-rows.ts";
import { lateCommitMs } from "../../provider/lifecycle/listing.ts";
import { lookupTimeoutMs } from "../../provider/lifecycle/lost-create.ts";
import { minLifeLeftMs } from "../../provider/session/match.ts";
import { repositoryRoot } from "../../tools/repository.ts";
import { proofs } from "../../tools/soak/proofs.ts";
import { VirtualClock } from "../support/virtual-clock.ts";

const read = (...parts: string[]) => readFileSync(path.join(repositoryRoot(), ...parts), "utf8");
const page = read("docs", "reliability.md");

/** The rows of the first table below a heading, as cells. */
function table(page: string, heading: string): string[][] {
  const section = page.split(/^## /m).find((text) => text.startsWith(`${heading}\n`)) ?? "";
  const rows = /(?:^\|.*\|\n)+/m.exec(section)?.[0].trim().split("\n") ?? [];
  return rows.slice(2).map((row) =>
    row
      .slice(1, -1)
      .split("|")
      .map((cell) => cell.trim()),
  );
}

const seconds = (milliseconds: number) => `${milliseconds / 1000} s`;

/** How many requests pass at once, and how many before 5 seconds are over, by the limiter itself. */
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
    const { maxAttempts, maxRateLimitedAttempts, maxUnreadableAttempts } = defaultRetries;
    const { initialDelayMs, maxDelayMs, maxRetryAfterMs, maxTotalMs } = defaultRetries;
    const { atOnce, inPeriod } = await passing();
    expect(table(page, "Numbers").map(([, value]) => value)).toEqual([
      String(maxAttempts),
      String(maxRateLimitedAttempts),
      String(maxUnreadableAttempts),
      `${seconds(initialDelayMs)}, doubled up to ${seconds(maxDelayMs)}`,
      seconds(maxRetryAfterMs),
      seconds(maxTotalMs),
      seconds(lateCommitMs),
      seconds(lookupTimeoutMs),
      seconds(minLifeLeftMs),
      seconds(maxListAgeMs),
      seconds(maxRowAgeMs),
      `${inPeriod} in 5 s, ${atOnce} at once`,
    ]);
  });

  it.each([
    { what: "grace", pattern: /grace of (\d+ s)/g, length: lateCommitMs },
    { what: "look-up's bound", pattern: /asked again for (\d+ s)/g, length: lookupTimeoutMs },
  ])("states the $what the same wherever it mentions it", ({ pattern, length }) => {
    const stated = [...page.replace(/\s+/g, " ").matchAll(pattern)].map(([, value]) => value);
    expect(new Set(stated)).toEqual(new Set([seconds(length)]));
  });
});

it("tools/soak/README.md lists the proofs that the soak runs", () => {
  const listed = table(read("tools", "soak", "README.md"), "The proofs");
  expect(listed).toEqual(proofs.map(({ name, proves }) => [name, proves]));
});
