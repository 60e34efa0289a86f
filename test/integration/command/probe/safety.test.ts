import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { limits, sessionLifeSeconds } from "../../../../provider/command/probe/limits.ts";
import { assertSafe } from "../../../../provider/command/probe/safety.ts";
import { nextTurn } from "../../../support/virtual-clock.ts";
import { addressSuffix, jsonOf } from "../support.ts";
import { numbers, ProbeBench, subaccount, type Reported } from "./support.ts";

let bench: ProbeBench;
beforeEach(async () => {
  bench = await ProbeBench.open();
});
afterEach(() => bench.close());

type Body = Readonly<Record<string, unknown>>;
const bodies = () => bench.emulator.requests.all().map(({ body }) => (body ?? {}) as Body);
const creates = () =>
  bench.emulator.requests.all().filter(({ method, path }) => method === "POST" && path.endsWith("/Session"));

describe("a probe before it sends anything", () => {
  it("refuses to begin without a terminal, unless --yes is given", async () => {
    const { exitCode, stdout, stderr } = await bench.run([]);
    expect([exitCode, stdout]).toEqual([1, ""]);
    expect(stderr).toBe(
      `error: There is no terminal for a confirmation: pass --yes to probe the account. Nothing was sent.${addressSuffix("PLIVO_COMMAND_USAGE")}\n`,
    );
    expect(bench.emulator.requests.count()).toBe(0);
  });

  it.each(["no\n", "\n", ""])(
    "says on a terminal what it would do, and sends nothing after %j",
    async (input) => {
      const { exitCode, stdout, stderr } = await bench.run([], { isTTY: true, input });
      expect([exitCode, stdout.includes("#")]).toEqual([0, false]);
      for (const words of [
        "creates about 12 sessions",
        "never more than 24",
        "expires by itself after 4 minutes at the latest",
        "never more than 300",
        "It places no call.",
        "Go on? [y/N]",
        "Nothing was sent.",
      ])
        expect(stderr).toContain(words);
      expect(bench.emulator.requests.count()).toBe(0);
      expect(bench.files).toEqual([]);
    },
  );

  it("says what each option adds", async () => {
    const more = ["--rate-limit", "--default-expiry", "--subaccount", subaccount];
    const { stderr } = await bench.run(more, { isTTY: true, input: "no\n" });
    expect(stderr).toContain("never more than 700");
    expect(stderr).toContain("up to 400 requests at once");
    expect(stderr).toContain("Two sessions have no short expiry");
    expect(stderr).toContain("One session belongs to the subaccount.");
  });

  it("goes on after yes", async () => {
    const { exitCode, stdout } = await bench.run([], { isTTY: true, input: "yes\n" });
    expect(exitCode).toBe(0);
    expect(stdout).toContain("# Probe of Plivo's Masking Session API");
  });

  it.each([
    ["one number twice", [numbers[0] ?? "", numbers[0] ?? ""]],
    ["a number without +", ["2025550180", numbers[1] ?? ""]],
  ])("refuses %s", async (_what, given) => {
    const { environment } = bench;
    const { exitCode, stderr } = await bench.command.run(["probe", ...given, "--yes"], { environment });
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining("two different phone numbers of yours")]);
    expect(bench.emulator.requests.count()).toBe(0);
  });

  it("refuses a file for the profile that is there already", async () => {
    const file = path.join(bench.home, "profile.json");
    writeFileSync(file, "kept");
    const { exitCode, stderr } = await bench.run(["--yes", "--profile", file]);
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining("already exists")]);
    expect([readFileSync(file, "utf8"), bench.emulator.requests.count()]).toEqual(["kept", 0]);
  });

  it("creates nothing if the credentials are not accepted", async () => {
    const environment = { ...bench.environment, PLIVO_AUTH_TOKEN: "of-somebody-else" };
    const { exitCode, stderr } = await bench.run(["--yes"], { environment });
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining("PLIVO_AUTHENTICATION")]);
    expect(bench.command.requests()).toEqual(["GET 401"]);
  });

  it("creates nothing if it cannot note what it creates", async () => {
    const environment = { ...bench.environment, XDG_STATE_HOME: path.join(bench.home, "folder") };
    writeFileSync(path.join(bench.home, "folder"), "a file");
    const { exitCode, stderr } = await bench.run(["--yes"], { environment });
    expect([exitCode, stderr]).toEqual([1, expect.stringMatching(/cannot be (?:read|written) \(E[A-Z]+\)/)]);
    expect(creates()).toEqual([]);
  });

  it("refuses to begin beside another probe of the account, until that has been silent for 15 minutes", async () => {
    await bench.report();
    const ledger = { process: process.ppid, writtenAt: bench.emulator.clock.now(), entries: [] };
    writeFileSync(bench.ledger, JSON.stringify(ledger));
    const before = bench.emulator.requests.count();
    const { exitCode, stderr } = await bench.run();
    expect([exitCode, stderr]).toEqual([
      1,
      expect.stringContaining("Another probe of this account is running"),
    ]);
    expect(bench.emulator.requests.count()).toBe(before);
    bench.emulator.clock.advance(901);
    expect((await bench.report()).left).toBe(0);
  });
});

describe("the sessions of a probe", () => {
  it.each([
    ["without options", []],
    ["with a subaccount", ["--subaccount", subaccount]],
  ])(
    "live for 4 minutes at most, even if nothing expires them, and place no call, %s",
    async (_what, more) => {
      await bench.report(...more);
      expect(creates().length).toBeGreaterThan(10);
      for (const { body } of creates()) {
        const { session_expiry: seconds } = body as Body;
        expect(seconds).toBeGreaterThanOrEqual(59);
        expect(seconds).toBeLessThanOrEqual(sessionLifeSeconds);
      }
      const names = bodies().flatMap((body) => Object.keys(body).map((name) => name.toLowerCase()));
      expect(names).toContain("ring_timeout");
      expect(names.filter((name) => name.startsWith("initiate"))).toEqual([]);
      expect(bench.emulator.calls.all()).toEqual([]);
      expect(bench.emulator.sessions.live()).toEqual([]);
    },
  );

  it("have no expiry of the probe's own only with --default-expiry, and are then expired at once", async () => {
    const { rows } = await bench.report("--default-expiry");
    expect(rows.find(({ name }) => name === "sessionExpiry")).toMatchObject({
      cameBack: "left out: 201, duration 1800; 0: 201, duration 1800",
    });
    const all = bench.emulator.requests.all();
    const open = all.filter(
      (one) => creates().includes(one) && !Number((one.body as Body)["session_expiry"]),
    );
    expect(open).toHaveLength(2);
    for (const one of open) {
      const next = all[all.indexOf(one) + 1];
      expect([next?.method, next?.sessionUuid]).toEqual(["DELETE", one.sessionUuid]);
    }
  });

  it("are noted before they are requested", async () => {
    const { id } = bench.emulator.faults.arm({
      kind: "delay",
      operation: "create",
      when: "before",
      nth: 3,
      seconds: 86_400,
    });
    const running = bench.start();
    await bench.emulator.faults.whenFired(id);
    await nextTurn();
    const { recording_callback_url: url } = creates().at(-1)?.body as Body;
    expect(String(url)).toContain("https://example.com/probe/");
    expect(bench.ledgerText).toContain(String(url).split("/").at(-1));
    expect(bench.ledgerText).not.toMatch(/20255501|20255502/);
    await bench.emulator.faults.clear();
    await running.ended;
    expect(bench.files).toEqual([]);
  });

  it("are expired on Ctrl-C, which ends the probe with 130", async () => {
    const { id } = bench.emulator.faults.arm({
      kind: "delay",
      operation: "update",
      when: "after",
      nth: 2,
      seconds: 86_400,
    });
    const running = bench.start();
    await bench.emulator.faults.whenFired(id);
    expect(bench.emulator.sessions.live()).toHaveLength(1);
    running.interrupt();
    await bench.emulator.faults.clear();
    const { exitCode, stdout, stderr } = await running.ended;
    expect([exitCode, stdout]).toEqual([130, ""]);
    expect(stderr).toContain("Interrupted.");
    expect(bench.emulator.sessions.live()).toEqual([]);
    expect(bench.files).toEqual([]);
  });
});

describe("the limits of a probe", () => {
  it.each([
    ["every create's response is lost", { kind: "cut", operation: "create", when: "after", times: null }],
    ["every update fails", { kind: "status", operation: "update", when: "after", status: 500, times: null }],
    [
      "everything but the first request fails",
      { kind: "reset", operation: "any", when: "after", nth: 2, times: null },
    ],
    ["no list can be read", { kind: "unreadable", operation: "list", when: "after", nth: 2, times: null }],
  ] as const)("hold if %s", async (_what, fault) => {
    bench.emulator.faults.arm(fault);
    const report = jsonOf(await bench.run()) as Reported;
    expect(creates().length).toBeLessThanOrEqual(limits.sessions);
    expect(bench.emulator.requests.count()).toBeLessThanOrEqual(limits.requests);
    expect(report).toMatchObject({ sessions: creates().length, requests: bench.emulator.requests.count() });
    const unsettled = report.rows.filter(({ verdict }) => verdict === "not settled");
    expect(unsettled.length).toBeGreaterThan(3);
    await bench.emulator.faults.clear();
    // The next run expires the rest.
    await bench.report();
    expect(bench.emulator.sessions.live()).toEqual([]);
  });
});

it.each([
  ["a call", { body: { session_expiry: 60, Initiate_Call_To_First_Party: true } }],
  ["a long session", { body: { session_expiry: 241 } }],
  ["a session of any length", { body: {} }],
  ["an extension", { path: "/4189591e-d004-4801-abdf-8893c15e5dcd", body: { session_expiry: 3600 } }],
])("a probe cannot ask for %s by mistake", (_what, request) => {
  expect(() => {
    assertSafe({ method: "POST", ...request }, false);
  }).toThrow(/It could place a call|The session could live too long/);
});
