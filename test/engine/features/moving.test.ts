import { writeFile } from "node:fs/promises";
import path from "node:path";
import { MaskingSession, type MaskingSessionArgs } from "pulumi-plivo-masking";
import { note } from "../../../tools/leaks/record";
import { allPages } from "../../project/documents/pages";
import { ProgramFolder, programWith } from "../../project/documents/programs";
import { loadProgram } from "../../support/documented-program";
import { makeElsewhere } from "../../support/elsewhere";
import { effects, everythingShown, expectSuccess, openBench, type Bench } from "../../support/engine";
import { parties } from "../../support/field-changes";
import { HandWrittenSession } from "../../support/hand-written";
import { stored, storedIds, urnOf } from "../../support/stored";
import { requestsBySession } from "../life/requests";
import { installLanguageHost } from "./language-host";

type Sessions = Readonly<Record<string, MaskingSessionArgs>>;

const alias = { aliases: [{ type: "pulumi-nodejs:dynamic:Resource" }] };

function declaring(sessions: Sessions, options = {}) {
  return () => {
    for (const [name, args] of Object.entries(sessions)) new MaskingSession(name, args, options);
    return Promise.resolve();
  };
}

/** What two numbers look like in a text, however it has the "+". */
const digitsOf = (index: number) => Object.values(parties(index)).map((number) => number.slice(1));

/** Everything that Pulumi shows of these numbers is expected: a state that this package did not write has them in clear. */
function noteClear(index: number): void {
  for (const digits of digitsOf(index)) note("clear", digits);
}

const snake = ({ firstParty, secondParty }: ReturnType<typeof parties>) => ({
  first_party: firstParty,
  second_party: secondParty,
});

describe("sessions of a hand-written provider, under an alias of its type", () => {
  /** As the hand-written program declared them. */
  const before = {
    equal: { ...parties(0), sessionExpiry: 3600 },
    names: {
      ...snake(parties(1)),
      session_expiry: 3600,
      unknown_caller_play: "https://example.com/unknown.mp3",
    },
    digits: {
      firstParty: parties(2).firstParty.slice(1),
      secondParty: parties(2).secondParty.slice(1),
      record: true,
    },
    differs: { ...snake(parties(3)), ring_timeout: 30 },
  };
  const after: Sessions = {
    equal: { ...parties(0), sessionExpiry: 3600 },
    names: {
      ...parties(1),
      sessionExpiry: 3600,
      unknownCallerPlay: "https://example.com/unknown.mp3",
      geomatch: true,
    },
    digits: parties(2),
    differs: { ...parties(3), ringTimeout: 40, callTimeLimit: 600 },
  };
  const names = Object.keys(after);
  let bench: Bench;
  let ids: Record<string, string>;

  const requests = () => {
    const asked = Object.fromEntries(requestsBySession(bench, names, ids));
    bench.requests();
    return asked;
  };

  beforeAll(async () => {
    bench = await openBench();
    names.forEach((_, index) => {
      noteClear(index);
    });
    bench.stack.setProgram(() => {
      for (const [name, args] of Object.entries(before)) new HandWrittenSession(name, args);
      return Promise.resolve();
    });
    const up = expectSuccess(await bench.stack.up());
    ids = Object.fromEntries(up.steps.map(({ name, id }) => [name, id]));
    bench.advance(600);
    bench.requests();
    bench.stack.setProgram(declaring(after, alias));
  });
  afterAll(() => bench.close());

  it("are previewed as updates, offline and with a line for each; what the old state has in clear is shown in clear", async () => {
    const preview = expectSuccess(await bench.stack.preview({ diff: true }));
    expect(effects(preview)).toEqual(Object.fromEntries(names.map((name) => [name, "update"])));
    for (const id of Object.values(ids))
      expect(preview.text).toContain(`Masking session ${id} will be completed:`);
    expect(preview.text).toContain(`~ secondParty: "${digitsOf(2)[1] ?? ""}" => [secret]`);
    expect(bench.requests()).toEqual([]);
  });

  it("are completed by one GET each and only what differs, with ids, numbers and clocks as they were", async () => {
    const sessions = Object.values(ids).map((id) => bench.emulator.sessions.get(id));
    const up = expectSuccess(await bench.stack.up());
    expect(effects(up)).toEqual(Object.fromEntries(names.map((name) => [name, "update"])));
    expect(await storedIds(bench.stack)).toEqual(ids);
    expect(requests()).toEqual({
      ...Object.fromEntries(names.map((name) => [name, ["GET 200"]])),
      differs: ["GET 200", "POST 200 call_time_limit ring_timeout"],
    });
    const kept = Object.values(ids).map((id) => bench.emulator.sessions.get(id));
    const lasting = (all: typeof kept) =>
      all.map((one) => [one?.virtual_number, one?.expiry_time, one?.record]);
    expect(lasting(kept)).toEqual(lasting(sessions));
  });

  it("have nothing of the old state afterwards, show no number any more, and have no change", async () => {
    const sessions = await stored(bench.stack);
    expect(sessions).toHaveLength(names.length);
    for (const { outputs } of sessions) {
      expect(outputs).toMatchObject({ authId: bench.emulator.authId, status: "active" });
      expect(outputs).not.toHaveProperty("virtual_number");
      expect(outputs["__provider"]).toBe('exports.handler=()=>require("pulumi-plivo-masking/provider")');
    }
    const up = expectSuccess(await bench.stack.up({ refresh: true, expectNoChanges: true, diff: true }));
    const state = (await bench.stack.stateFileBytes()).toString("utf8");
    const shown = names
      .flatMap((_, index) => digitsOf(index))
      .filter((digits) => (everythingShown(up) + state).includes(digits));
    expect(shown).toEqual([]);
  });

  it("are ended by a destroy", async () => {
    expectSuccess(await bench.stack.destroy());
    expect(bench.emulator.sessions.live()).toEqual([]);
  });
});

describe("a session of a hand-written provider that is not what the program declares", () => {
  let bench: Bench;
  let old: string;
  const wrong = { ...parties(10), secondParty: parties(11).secondParty };
  const message = () =>
    `Masking session ${old} differs from the program in secondParty, which Plivo cannot change in a live session; nothing was changed. ` +
    "Declare what the session has; or run `pulumi state delete <URN>`, which ends no session, and `pulumi up` then creates a new one";

  beforeEach(async () => {
    bench = await openBench();
    noteClear(10);
    bench.stack.setProgram(() => {
      new HandWrittenSession("ride", snake(parties(10)));
      return Promise.resolve();
    });
    const up = expectSuccess(await bench.stack.up());
    old = up.steps.find(({ name }) => name === "ride")?.id ?? "";
    bench.requests();
    bench.stack.setProgram(declaring({ ride: wrong }, alias));
    const failed = await bench.stack.up();
    expect(failed.succeeded).toBe(false);
    expect(failed.text).toContain(message());
    expect(bench.requests()).toEqual(["GET 200"]);
  });
  afterEach(() => bench.close());

  it("is completed by the program of docs/moving.md, once that declares what the session has", async () => {
    await bench.stack.setConfig("driver", parties(10).firstParty, true);
    await bench.stack.setConfig("rider", parties(10).secondParty, true);
    const folder = await ProgramFolder.open();
    bench.stack.setProgram(await loadProgram(folder, programWith("docs/moving.md", "aliases")));
    const up = expectSuccess(await bench.stack.up());
    await folder.remove();
    expect(effects(up)).toEqual({ ride: "update" });
    expect(await storedIds(bench.stack)).toEqual({ ride: old });
    expect(up.outputs).toEqual({ number: `+${bench.emulator.sessions.get(old)?.virtual_number ?? ""}` });
  });

  it("lives on beside a new one once pulumi state delete has taken it out of the state", async () => {
    const urn = "urn:pulumi:dev::masking::pulumi-nodejs:dynamic:Resource::ride";
    const outcome = await bench.stack.command(["state", "delete", urn, "--yes", "--stack", "dev"]);
    expect(outcome).toMatchObject({ succeeded: true });
    expect(effects(expectSuccess(await bench.stack.up()))).toEqual({ ride: "create" });
    expect(bench.requests()).toEqual(["POST 201"]);
    expect(bench.emulator.sessions.get(old)?.status).toBe("active");
    expectSuccess(await bench.stack.up({ expectNoChanges: true }));
  });
});

describe("sessions of a file for pulumi import, with inputs and outputs as docs/moving.md shows them", () => {
  const [page] = allPages().filter(({ name }) => name === "docs/moving.md");
  const block = page?.blocks.find(({ language }) => language === "json")?.code ?? "{}";
  const command = page?.blocks.find(({ language }) => language === "console")?.code.split("\n")[0] ?? "";
  const other = { authId: "MAOTHER", authToken: "another-account-token" };
  const documented = "4189591e-d004-4801-abdf-8893c15e5dcd";
  const prompt = "https://example.com/unknown.mp3";
  let bench: Bench;
  let id: string;

  /** What each test begins with: a live session, of which the state has what the page's file says. */
  beforeEach(async () => {
    bench = await openBench({}, { accounts: [other] });
    await installLanguageHost(bench.stack.folder);
    id = await makeElsewhere(bench.emulator, {
      ...parties(0),
      sessionExpiry: 3600,
      unknownCallerPlay: prompt,
    });
    const file = path.join(bench.stack.folder, "sessions.json");
    await writeFile(file, block.replaceAll(documented, id));
    const words = command.replace("$ pulumi ", "").replace("sessions.json", file).split(" ");
    const outcome = await bench.stack.command([...words, "--stack", "dev"]);
    expect(outcome).toMatchObject({ succeeded: true });
    const state = (await bench.stack.stateFileBytes()).toString("utf8");
    expect(digitsOf(0).filter((digits) => (state + outcome.text).includes(digits))).toEqual([]);
    expect(bench.requests()).toEqual([]);
    const ride = { ...parties(0), sessionExpiry: 3600, unknownCallerPlay: prompt, geomatch: true };
    bench.stack.setProgram(declaring({ ride }));
  });
  afterEach(() => bench.close());

  it("are completed by the next up, which shows no number", async () => {
    const preview = expectSuccess(await bench.stack.preview({ diff: true }));
    expect(effects(preview)).toEqual({ ride: "update" });
    expect(bench.requests()).toEqual([]);
    const up = expectSuccess(await bench.stack.up());
    expect(bench.requests()).toEqual(["GET 200"]);
    expect(await storedIds(bench.stack)).toEqual({ ride: id });
    expect(everythingShown(preview) + everythingShown(up)).not.toMatch(/20255501\d\d|20255502\d\d/);
    expectSuccess(await bench.stack.up({ refresh: true, expectNoChanges: true }));
    expectSuccess(await bench.stack.destroy());
    expect(bench.emulator.sessions.get(id)?.status).toBe("expired");
  });

  it("pass a refresh without a change, then an up --refresh that completes them and replaces nothing", async () => {
    expectSuccess(await bench.stack.refresh({ expectNoChanges: true }));
    expect(bench.requests()).toEqual(["GET 200"]);
    expect((await stored(bench.stack))[0]?.outputs).toMatchObject({
      authId: bench.emulator.authId,
      incomplete: true,
    });
    const up = expectSuccess(await bench.stack.up({ refresh: true }));
    expect(up.steps.filter(({ op }) => op !== "refresh").map(({ op }) => op)).toContain("update");
    expect(bench.requests()).toEqual(["GET 200", "GET 200"]);
    expect((await stored(bench.stack))[0]?.outputs).not.toHaveProperty("incomplete");
    expect(await storedIds(bench.stack)).toEqual({ ride: id });
  });

  it("stay in the state if a destroy, a refresh or an up has another account's credentials", async () => {
    bench.stack.setEnvironment({ PLIVO_AUTH_ID: other.authId, PLIVO_AUTH_TOKEN: other.authToken });
    for (const run of ["refresh", "up", "destroy"] as const) {
      const failed = await bench.stack[run]();
      expect(failed.succeeded).toBe(false);
      expect(failed.text).toContain(`Masking session ${id}, of which the state does not say who owns it,`);
      expect(failed.text).toContain("`pulumi state delete`");
    }
    expect(bench.requests()).toEqual(["GET 404", "GET 404", "DELETE 404"]);
    expect(bench.emulator.sessions.get(id)?.status).toBe("active");
    const outcome = await bench.stack.command([
      "state",
      "delete",
      await urnOf(bench.stack, "ride"),
      "--yes",
      "--stack",
      "dev",
    ]);
    expect(outcome).toMatchObject({ succeeded: true });
    expect(await storedIds(bench.stack)).toEqual({});
  });

  it("that have ended are noted as expired by the next up, which the one after it replaces", async () => {
    bench.advance(4000);
    const up = await bench.stack.up();
    expect(up.succeeded).toBe(false);
    expect(up.text).toContain(`Masking session ${id} has expired, so it was not updated.`);
    expect(effects(expectSuccess(await bench.stack.up()))).toEqual({ ride: "replace" });
    expect(bench.emulator.sessions.live()).toHaveLength(1);
    expectSuccess(await bench.stack.up({ expectNoChanges: true }));
  });
});
