import type { SessionInputs } from "../../../../provider/session/fields.ts";
import { createElsewhere } from "../../../support/elsewhere.ts";
import { at, BulkStage, runEightAtOnce, many, parties } from "./support.ts";

const stage = new BulkStage();
afterEach(() => stage.close());

const adoptEnvironment = { PLIVO_IF_EXISTS: "adopt" };

/** Creates all with `PLIVO_IF_EXISTS=adopt`. Returns UUIDs or error codes. */
async function up(all: readonly SessionInputs[], bulkThreshold?: number): Promise<string[]> {
  const provider = stage.provider(bulkThreshold, adoptEnvironment);
  const results = await runEightAtOnce(all, (inputs) => provider.create(inputs));
  return results.map((result) => {
    const { id, code } = result as { id?: string; code?: string };
    return id ?? code ?? String(result);
  });
}

const live = () => stage.emulator.sessions.live().map(({ session_uuid: id }) => id);

describe("a run of creates after a killed run", () => {
  it("adopts half of 600 sessions and creates the others with few more requests", async () => {
    await stage.start();
    const all = many(600);
    const left = await stage.create(all.slice(0, 300), 20);
    const ids = await up(all);
    expect(ids.slice(0, 300)).toEqual(left.map(({ id }) => id));
    expect(new Set(ids).size).toBe(600);
    expect(live().sort()).toEqual([...ids].sort());
    const { lists, gets, creates } = stage.requests();
    expect(creates).toBe(300);
    // The creates that send their own lists until a shared list costs no more, each with one GET.
    expect(gets).toBeLessThanOrEqual(15 + 8);
    // Sessions of the 15 s before the first list, here all, are listed again for 15 s.
    expect(lists).toBeLessThanOrEqual(15 + 2 + 16 + 6 * 16);
  });

  it("reads each session if responses leave most fields out, with the same result", async () => {
    await stage.start({ shape: "document" });
    const all = many(60);
    const left = await stage.create(all.slice(0, 30), 100);
    const ids = await up(all);
    expect(ids.slice(0, 30)).toEqual(left.map(({ id }) => id));
    expect(live().sort()).toEqual([...ids].sort());
    expect(stage.requests().gets).toBe(30);
  });
});

describe("a session of a shared list", () => {
  it.each([
    ["without", 59, 0],
    ["only after", 61, 1],
  ])("is adopted %s a GET if it was listed %i s ago", async (_, age, expected) => {
    await stage.start();
    // Later lists go back to the newest session, which is long after the first one.
    const left = await stage.create(many(3), 20_000);
    const provider = stage.provider(0, adoptEnvironment);
    for (const index of [1, 2]) await provider.create(at(many(3), index));
    stage.emulator.requests.clear();
    stage.emulator.clock.advance(age);
    expect((await provider.create(at(many(3), 0))).id).toBe(at(left, 0).id);
    expect(stage.requests()).toMatchObject({ gets: expected, creates: 0 });
  });
});

describe("a create that uses a shared list has the same result as one with its own list", () => {
  const subaccount = "SAEMULATORSUBACCOUNT";
  const minute = 60_000;
  const times = (ends: number) => ({
    expiry_time: new Date(stage.emulator.clock.now() + ends).toISOString(),
  });

  const withPins = {
    ...parties(23),
    isPinAuthenticationRequired: true,
    pinPromptPlay: "https://example.com/a.mp3",
    generatePin: true,
  };

  /** Sessions of others and of a killed run, of every kind, and a program. */
  async function scene(): Promise<SessionInputs[]> {
    await stage.start({ accounts: [{ authId: "MAOTHEREMULATOR", authToken: "other-token" }] });
    const left = await stage.create(
      [
        ...many(8),
        { ...parties(2), ringTimeout: 30 },
        { ...parties(20), subaccount },
        { ...parties(21), virtualNumberCooloffPeriod: 60 },
        { ...parties(22), callbackUrl: "https://example.com/events", record: false },
        withPins,
      ],
      300,
    );
    const change = (index: number, changes: Record<string, unknown>) => {
      stage.emulator.sessions.change(at(left, index).id, changes);
    };
    change(3, { status: "expired" });
    change(4, times(20_000));
    change(5, { ring_timeout: 99 });
    change(6, { status: "in-progress" });
    change(7, times(minute));
    await createElsewhere(stage.emulator, parties(30), {
      authId: "MAOTHEREMULATOR",
      authToken: "other-token",
    });
    return [
      ...many(8),
      { ...parties(20), subaccount },
      { ...parties(21), pinRetry: 3 },
      { ...parties(22), callbackUrl: "https://example.com/other", record: true },
      withPins,
      parties(30),
      { ...parties(0), ringTimeout: 30 },
    ];
  }

  it.each(["adopt", "fail"] as const)("under %p", async (ifExists) => {
    const outcome = async (bulkThreshold: number) => {
      const declared = await scene();
      const known = live();
      const provider = stage.provider(bulkThreshold);
      const results: unknown[] = [];
      for (const inputs of declared) {
        results.push(await provider.create({ ...inputs, ifExists }).catch((error: unknown) => error));
      }
      const shown = results.map((result) => {
        const { id = "", code, outs } = result as { id?: string; code?: string; outs?: SessionInputs };
        const was = known.indexOf(id);
        const { ringTimeout, record, callbackUrl } = outs ?? {};
        return code ?? [was === -1 ? "made" : was, ringTimeout, record, callbackUrl];
      });
      const requests = stage.requests();
      const { lines } = stage;
      await stage.close();
      const place = (line: string) =>
        line.replace(/session \S+/, (name) => String(known.indexOf(name.slice(8))));
      return { shown, lines: lines.map(place), requests };
    };
    const alone = await outcome(Infinity);
    const shared = await outcome(0);
    expect(shared.shown).toEqual(alone.shown);
    expect(shared.lines).toEqual(alone.lines);
    expect(shared.requests.creates).toBe(alone.requests.creates);
    expect(shared.requests.lists).toBeLessThan(alone.requests.lists);
    expect(shared.shown).toContain("PLIVO_SEVERAL_SESSIONS");
    await stage.start();
  });
});

describe("a create reads its own list", () => {
  const query = () => stage.emulator.requests.all().filter(({ query }) => "first_party" in query).length;

  beforeEach(() => stage.start());

  it("if it rings a phone, or if a party is missing", async () => {
    const provider = stage.provider(0, adoptEnvironment);
    await provider.create({ ...parties(0), initiateCallToFirstParty: true, onExpiry: "recreate" });
    await provider.create({ firstParty: parties(1).firstParty, createSessionWithSingleParty: true });
    await provider.create({ ...parties(2), createSessionWithSingleParty: true });
    expect(query()).toBe(3);
  });

  it("until its own account has had enough creates, whatever other accounts have had", async () => {
    const support = { authId: "MASUPPORT", authToken: "token-of-support" };
    await stage.close();
    await stage.start({ accounts: [support] });
    const provider = stage.provider(1, {
      ...adoptEnvironment,
      PLIVO_SUPPORT_AUTH_ID: support.authId,
      PLIVO_SUPPORT_AUTH_TOKEN: support.authToken,
    });
    for (const index of [0, 1, 2]) await provider.create(parties(index));
    expect(query()).toBe(1);
    await provider.create({ ...parties(3), account: "support" });
    expect(query()).toBe(2);
  });

  it("after a shared list failed", async () => {
    const provider = stage.provider(0, adoptEnvironment);
    await provider.create(parties(0));
    stage.emulator.clock.advance(3);
    stage.emulator.faults.arm({ kind: "status", operation: "list", when: "before", status: 403, times: 1 });
    await provider.create(parties(1));
    await provider.create(parties(2));
    expect(query()).toBe(2);
  });

  it("while a list of the account takes more requests than the creates have sent", async () => {
    await stage.create(many(200));
    await up(Array.from({ length: 9 }, (_, index) => parties(500 + index)));
    expect(query()).toBe(9);
    expect(stage.requests().lists).toBe(11);
  });
});
