import type { MaskingProvider } from "../../../../provider/dynamic/provider.ts";
import type { SessionInputs } from "../../../../provider/session/fields.ts";
import { at, BulkStage, many, parties, type Stored } from "./support.ts";

const stage = new BulkStage();
afterEach(() => stage.close());

describe("a cached row of a list", () => {
  let reader: MaskingProvider;
  let stored: Stored[];
  const read = async (index: number) => {
    const { id, outs } = at(stored, index);
    return (await reader.read(id, outs)).inputs as SessionInputs;
  };
  const elsewhere = (index: number, value: number) => {
    stage.emulator.sessions.change(at(stored, index).id, { ring_timeout: value });
  };

  /** Afterwards, rows of all but the first two sessions are known. */
  beforeEach(async () => {
    await stage.start();
    stored = await stage.create(many(10));
    reader = stage.provider(1);
    await read(0);
    await read(1);
    stage.emulator.requests.clear();
  });

  it("serves one read within a minute", async () => {
    elsewhere(2, 50);
    stage.emulator.clock.advance(59);
    expect((await read(2)).ringTimeout).toBe(30);
    expect(stage.requests()).toMatchObject({ lists: 0, gets: 0 });
    expect((await read(2)).ringTimeout).toBe(50);
    expect(stage.requests().gets).toBe(1);
  });

  it("serves no read after a minute", async () => {
    elsewhere(2, 50);
    stage.emulator.clock.advance(61);
    expect((await read(2)).ringTimeout).toBe(50);
  });

  it("serves no read after the machine slept", async () => {
    const machine = stage.sleepingMachine();
    reader = stage.provider(1, {}, machine.clock);
    await read(0);
    await read(1);
    machine.sleep(61);
    elsewhere(2, 50);
    expect((await read(2)).ringTimeout).toBe(50);
  });

  it("serves no read if its session is about to expire, because someone may have extended it", async () => {
    const ends = (index: number, seconds: number) => {
      const expiry_time = new Date(stage.emulator.clock.now() + seconds * 1_000).toISOString();
      stage.emulator.sessions.change(at(stored, index).id, { expiry_time });
    };
    for (const index of [4, 5]) ends(index, 40);
    reader = stage.provider(1);
    await read(0);
    await read(1);
    ends(4, 7_200);
    stage.emulator.clock.advance(45);
    const [extended, ended] = [at(stored, 4), at(stored, 5)];
    const live = (await reader.read(extended.id, extended.outs)).props as { expiryTime: string };
    expect(Date.parse(live.expiryTime)).toBeGreaterThan(stage.emulator.clock.now());
    expect((await reader.read(ended.id, ended.outs)).id).toBe("");
  });

  it("serves no read if its session has expired since, whatever the machine's clock says", async () => {
    const expiry_time = new Date(stage.emulator.clock.now() + 40_000).toISOString();
    stage.emulator.sessions.change(at(stored, 5).id, { expiry_time });
    const machine = stage.sleepingMachine();
    machine.setAhead(-60);
    reader = stage.provider(1, {}, machine.clock);
    await read(0);
    await read(1);
    stage.emulator.clock.advance(45);
    const { id, outs } = at(stored, 5);
    expect((await reader.read(id, outs)).id).toBe("");
  });

  it("does not exist for a session that others created after the list", async () => {
    const later = await stage.create([{ ...parties(77) }]);
    const { id, outs } = at(later, 0);
    expect((await reader.read(id, outs)).id).toBe(id);
    expect(stage.requests()).toMatchObject({ lists: 0, gets: 1 });
  });
});
