import { create } from "../../../../provider/lifecycle/create.ts";
import { createElsewhere } from "../../../support/elsewhere.ts";
import { json } from "../../plivo/support.ts";
import { at, BulkStage, many, parties } from "./support.ts";
import { both, scriptedPlivo } from "../scripted-plivo.ts";

const adoptEnvironment = { PLIVO_IF_EXISTS: "adopt" };

describe("a session that is created during a run", () => {
  const stage = new BulkStage();
  afterEach(() => stage.close());

  it("by someone else is found 2 s later, and not created again", async () => {
    await stage.start();
    const provider = stage.provider(0, adoptEnvironment);
    await provider.create(parties(0));
    stage.emulator.clock.advance(10);
    const id = await createElsewhere(stage.emulator, { ...parties(1), ring_timeout: 30 });
    stage.emulator.clock.advance(2.1);
    expect((await provider.create(parties(1))).id).toBe(id);
  });

  it("and listed late is found for 15 s after the first list, however many were created since", async () => {
    await stage.start();
    const later = await createElsewhere(stage.emulator, parties(2));
    stage.emulator.faults.arm({ kind: "lag", operation: "list", reads: 1 });
    const late = await createElsewhere(stage.emulator, { ...parties(1), ring_timeout: 30 });
    stage.emulator.clock.advance(10);
    const created_time = new Date(stage.emulator.clock.now()).toISOString();
    stage.emulator.sessions.change(later, { created_time });
    const provider = stage.provider(0, adoptEnvironment);
    await provider.create(parties(0));
    stage.emulator.clock.advance(4);
    expect((await provider.create(parties(1))).id).toBe(late);
  });

  /** Adds a session with an earlier `created_time`, as if Plivo showed it late. */
  const showNow = async (index: number, ago: number) => {
    const id = await createElsewhere(stage.emulator, { ...parties(index), ring_timeout: 30 });
    const created_time = new Date(stage.emulator.clock.now() - ago * 1_000).toISOString();
    stage.emulator.sessions.change(id, { created_time });
    return id;
  };

  it("and listed late is found by the first list after those 15 s, if none was read between", async () => {
    await stage.start();
    await showNow(50, 1);
    const provider = stage.provider(0, adoptEnvironment);
    await provider.create(parties(0));
    stage.emulator.clock.advance(2);
    const late = await showNow(1, 12);
    stage.emulator.clock.advance(14);
    expect((await provider.create(parties(1))).id).toBe(late);
  });

  it("and listed late is found even if an older one was listed late before it", async () => {
    await stage.start();
    const provider = stage.provider(0, adoptEnvironment);
    await showNow(50, 14);
    const { id } = await provider.create(parties(0));
    const created_time = new Date(stage.emulator.clock.now() - 8_500).toISOString();
    stage.emulator.sessions.change(id, { created_time });
    stage.emulator.clock.advance(2.1);
    await showNow(51, 10);
    for (const index of [2, 3, 4]) {
      await provider.create(parties(index));
      stage.emulator.clock.advance(2.1);
    }
    const late = await showNow(1, 13);
    stage.emulator.clock.advance(2.1);
    expect((await provider.create(parties(1))).id).toBe(late);
  });

  it("while the machine sleeps is found", async () => {
    await stage.start();
    const machine = stage.sleepingMachine();
    const provider = stage.provider(0, adoptEnvironment, machine.clock);
    await provider.create(parties(0));
    machine.sleep(1_200);
    const id = await createElsewhere(stage.emulator, { ...parties(1), ring_timeout: 30 });
    expect((await provider.create(parties(1))).id).toBe(id);
  });

  it("is told from an expired one by Plivo's time, whatever this machine's clock says", async () => {
    await stage.start();
    const left = await stage.create(many(2), 60_000);
    const machine = stage.sleepingMachine();
    const provider = stage.provider(0, adoptEnvironment, machine.clock);
    await provider.create(at(many(2), 0));
    machine.setAhead(3_600);
    expect((await provider.create(at(many(2), 1))).id).toBe(at(left, 1).id);
  });

  it("by the run itself costs a few pages, and is never adopted", async () => {
    await stage.start();
    const all = many(400);
    const provider = stage.provider(0, adoptEnvironment);
    for (const inputs of all) {
      await provider.create(inputs);
      stage.emulator.clock.advance(1 / 60);
    }
    const { lists, gets, creates } = stage.requests();
    expect([gets, creates]).toEqual([0, 400]);
    expect(lists).toBeLessThanOrEqual(2 + Math.ceil(400 / 60 / 1.5) * 16);
  });
});

describe("a Plivo with a Date behind the times of its sessions", () => {
  const plivo = scriptedPlivo();
  const moment = (time: unknown) => Date.parse(String(time).replace(" +0000 UTC", "Z").replace(" ", "T"));

  /** Lists filter by created_time, and responses have a late Date header. */
  function dateBehind(milliseconds: number): void {
    plivo.hasDates = false;
    const defaultRespond = plivo.server.respond;
    plivo.server.respond = (response, received) => {
      response.setHeader("date", new Date(plivo.now() - milliseconds).toUTCString());
      const query = new URL(received.url ?? "", plivo.server.endpoint).searchParams;
      const bound = (name: string) => moment(`${query.get(`created_time__${name}`) ?? "-"}Z`);
      const [from, to] = [bound("gte"), bound("lt")];
      if (received.method !== "GET" || (Number.isNaN(from) && Number.isNaN(to))) {
        defaultRespond(response, received);
        return;
      }
      const rows = plivo.sessions
        .filter(({ created_time: created }) => !(moment(created) < from) && !(moment(created) >= to))
        .sort((one, other) => moment(other["created_time"]) - moment(one["created_time"]));
      const offset = Number(query.get("offset") ?? 0);
      const objects = rows.slice(offset, offset + 20);
      json(200, { response: { meta: { total_count: rows.length }, objects } })(response, received);
    };
  }

  it.each([
    [0, 1_000],
    [10_000, 1_000],
    [60_000, 1_000],
    [0, 3_600_000],
    [60_000, 3_600_000],
  ])("by %i ms still shows a session that is listed late (the newest is %i ms old)", async (behind, age) => {
    plivo.add({ first_party: "12025550777" }, age);
    dateBehind(behind);
    const context = { ...plivo.context("adopt"), client: plivo.directory({}, 0) };
    for (const digit of [1, 2]) {
      await create(context, { ...both, firstParty: `+1202555010${digit}` });
      plivo.clock.skip(2_100);
    }
    const late = plivo.add({}, 4_200 + 5_000);
    await create(context, { ...both, firstParty: "+12025550103" });
    plivo.clock.skip(2_100);
    expect((await create(context, both)).sessionUuid).toBe(late.session_uuid);
  });
});
