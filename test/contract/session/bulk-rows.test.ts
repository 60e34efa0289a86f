import type { MaskingProvider } from "../../../provider/dynamic-provider";
import type { SessionInputs } from "../../../provider/session/fields";
import { at, BulkStage, many, parties, type Stored } from "./bulk-support";

const stage = new BulkStage();
afterEach(() => stage.close());

describe("a row", () => {
  let reader: MaskingProvider;
  let stored: Stored[];
  const read = async (index: number) => {
    const { id, outs } = at(stored, index);
    return (await reader.read(id, outs)).inputs as SessionInputs;
  };
  const elsewhere = (index: number, value: number) => {
    stage.emulator.sessions.change(at(stored, index).id, { ring_timeout: value });
  };

  /** All but the first two sessions are known from a list then. */
  beforeEach(async () => {
    await stage.start();
    stored = await stage.made(many(10));
    reader = stage.provider(1);
    await read(0);
    await read(1);
    stage.emulator.requests.clear();
  });

  it("answers a read within a minute, and once", async () => {
    elsewhere(2, 50);
    stage.emulator.clock.advance(59);
    expect((await read(2)).ringTimeout).toBe(30);
    expect(stage.requests()).toMatchObject({ lists: 0, gets: 0 });
    expect((await read(2)).ringTimeout).toBe(50);
    expect(stage.requests().gets).toBe(1);
  });

  it("answers none that comes later", async () => {
    elsewhere(2, 50);
    stage.emulator.clock.advance(61);
    expect((await read(2)).ringTimeout).toBe(50);
  });

  it("answers none once the session was written in this process", async () => {
    const { id, outs } = at(stored, 2);
    await reader.update(id, outs, { ...parties(2), ringTimeout: 40 });
    const updated = await reader.read(id, { ...outs, ringTimeout: 40 });
    expect(updated.inputs).toMatchObject({ ringTimeout: 40 });
    await reader.delete(at(stored, 3).id, at(stored, 3).outs);
    expect((await reader.read(at(stored, 3).id, at(stored, 3).outs)).id).toBe("");
    expect(stage.requests()).toMatchObject({ lists: 0, gets: 2, others: 2 });
  });

  it("is not taken to be of a session that others have made meanwhile", async () => {
    const later = await stage.made([{ ...parties(77) }]);
    const { id, outs } = at(later, 0);
    expect((await reader.read(id, outs)).id).toBe(id);
    expect(stage.requests()).toMatchObject({ lists: 0, gets: 1 });
  });
});
