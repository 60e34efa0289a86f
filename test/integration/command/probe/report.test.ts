import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";
import { text } from "node:stream/consumers";
import type { Switches } from "plivo-masking-emulator";
import { listen } from "../../../support/listen.ts";
import { jsonOf } from "../support.ts";
import { numbers, ProbeBench, type Reported } from "./support.ts";

/** A proxy that changes the bodies of responses. */
async function openFront(target: string, change: (body: string) => string) {
  const server = createServer((request, response) => {
    void (async () => {
      const { method = "GET", url = "", headers } = request;
      const sent = await text(request);
      const passed = await fetch(target + url, {
        method,
        headers: { authorization: headers.authorization ?? "", "content-type": "application/json" },
        ...(sent === "" ? {} : { body: sent }),
      });
      const { status, headers: received } = passed;
      response.writeHead(status, { date: received.get("date") ?? "" }).end(change(await passed.text()));
    })();
  });
  return {
    endpoint: `http://127.0.0.1:${String(await listen(server))}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

let bench: ProbeBench;
afterEach(() => bench.close());

async function open(switches: Partial<Switches> = {}): Promise<void> {
  bench = await ProbeBench.open({ switches });
}

describe("the report of a probe", () => {
  it("has a row for each question, with what was asked, what came back and what it means", async () => {
    await open();
    const { rows } = await bench.report();
    expect(rows.length).toBeGreaterThan(25);
    for (const row of rows) {
      expect(row).toMatchObject({
        asks: expect.stringMatching(/\?$/) as unknown,
        cameBack: expect.any(String) as unknown,
      });
      if (row.verdict === "settled" || row.verdict === "other") expect(row.means).toMatch(/\.$/);
    }
    const verdicts = Object.fromEntries(rows.map(({ name, verdict }) => [name, verdict]));
    expect(verdicts).toMatchObject({
      newInList: "settled",
      retryAfter: "not asked",
      listWithoutSubaccount: "not asked",
      sessionExpiry: "not asked",
    });
  });

  it("is Markdown without the numbers, and ends with 0 if nothing contradicts the provider", async () => {
    await open();
    const { exitCode, stdout, stderr } = await bench.run(["--yes"]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("No settled answer contradicts an assumption of the provider.");
    expect(stdout).toMatch(/\| `unknownUuid` \| .*\| GET 404 "not found"; .*\| `not-found`: /);
    for (const number of numbers) expect(stdout + stderr).not.toContain(number.slice(-7));
    expect(stdout).not.toMatch(/\b(4821|90356)\b/);
    expect(stdout).not.toContain(bench.emulator.authId);
  });

  it("shows no number that Plivo's words or fields repeat", async () => {
    await open({ samePair: "refuse", createOnlyInUpdate: "refuse", missingParty: "null" });
    const { stdout } = await bench.run();
    for (const number of [...numbers, "+14155550100"]) expect(stdout).not.toContain(number.slice(-7));
  });

  const breaking: [name: keyof Switches, position: string, words: RegExp][] = [
    ["newInList", "late", /sent again.*orphans/],
    ["plusInFilters", "needed", /sent again.*orphans/],
    ["createdTime", "behind", /PLIVO_IF_EXISTS=adopt/],
    ["unknownUuid", "bad-request", /pulumi state delete/],
    ["updateOfExpired", "accept", /pulumi up/],
    ["emptyUrl", "refuse", /replaceOnChanges/],
    ["samePair", "refuse", /deleteBeforeReplace/],
    ["samePair", "same-number", /deleteBeforeReplace/],
    ["singleParty", "once", /replaceOnChanges/],
    ["pinsShown", "in-create", /adoptSessionUuid/],
    ["outOfRange", "clamp", /within 60 to 86400/],
  ];
  it.each(breaking)(
    "says what breaks and what to set if %s is %s, and ends with 3",
    async (name, position, words) => {
      await open({ [name]: position });
      const ended = await bench.run();
      const { rows } = jsonOf(ended) as Reported;
      expect(ended.exitCode).toBe(3);
      expect(rows.filter(({ breaks }) => breaks !== undefined)).toEqual([
        expect.objectContaining({ name, position, breaks: expect.stringMatching(words) as unknown }),
      ]);
    },
  );

  it("begins with what breaks and what to set, as Markdown", async () => {
    await open({ newInList: "late", samePair: "refuse" });
    const { exitCode, stdout } = await bench.run(["--yes"]);
    const [, section = ""] = /## What breaks, and what to set\n\n(.*?)\n\n/s.exec(stdout) ?? [];
    expect([exitCode, section.split("\n")]).toEqual([
      3,
      [
        expect.stringMatching(/^- `newInList`: Later than the 15 s .* is sent again, .*orphans`\.$/),
        expect.stringMatching(/^- `samePair`: Nothing: it is refused\. .*`deleteBeforeReplace`/),
      ],
    ]);
  });

  it("shows a response that fits no position as it came, and says what breaks", async () => {
    await open();
    const odd = await openFront(bench.emulator.endpoint, (body) =>
      body
        .replace('"ring_timeout":45', '"ring_timeout":77')
        .replace("Session already expired", "Session closed"),
    );
    const environment = { ...bench.environment, PLIVO_ENDPOINT: odd.endpoint };
    const ended = await bench.run(["--yes", "--json"], { environment });
    odd.close();
    const { rows, profile } = jsonOf(ended) as Reported;
    expect(rows.filter(({ verdict }) => verdict === "other")).toMatchObject([
      { name: "defaults", cameBack: "call_time_limit 14400, ring_timeout 77" },
      {
        name: "updateOfExpired",
        cameBack: '400 "Session closed"',
        breaks: expect.stringContaining("--refresh") as unknown,
      },
      { name: "deleteOfExpired", breaks: expect.stringContaining("pulumi state delete") as unknown },
    ]);
    expect(Object.keys(profile)).not.toContain("defaults");
    expect(ended.exitCode).toBe(3);
  });
});

it("a probe writes a profile, with which an emulator behaves like the account", async () => {
  const account = { defaults: "text", unknownUuid: "bad-request", newInList: "seconds" } as const;
  await open(account);
  const file = path.join(bench.home, "profile.json");
  await bench.run(["--yes", "--profile", file]);
  const profile = JSON.parse(readFileSync(file, "utf8")) as Partial<Switches>;
  expect(profile).toMatchObject(account);
  const first = (await bench.report()).profile;
  await bench.close();
  bench = await ProbeBench.open({ switches: profile });
  expect((await bench.report()).profile).toEqual(first);
});
