import { both, inProcess } from "../../support/in-process.ts";

const stage = inProcess();

describe("a machine with a clock that is wrong", () => {
  it("by an impossible amount expires nothing, and fails with an error of its own", async () => {
    const { id, outs } = await stage.create();
    stage.environment["PLIVO_CLOCK_OFFSET"] = "an hour";
    stage.restart();
    const wrong = { code: "PLIVO_INVALID_CLOCK_OFFSET" };
    await expect(stage.provider.delete(id, outs)).rejects.toMatchObject(wrong);
    await expect(stage.create({ ...both, adoptSessionUuid: id })).rejects.toMatchObject(wrong);
    expect(stage.emulator.sessions.live()).toHaveLength(1);
  });

  it("by an impossible amount prints that on first use", async () => {
    stage.environment["PLIVO_CLOCK_OFFSET"] = "1e13";
    stage.environment["PLIVO_IF_EXISTS"] = "adopt";
    stage.restart();
    await expect(stage.create()).rejects.toMatchObject({ code: "PLIVO_INVALID_CLOCK_OFFSET" });
    expect(stage.emulator.sessions.live()).toEqual([]);
    expect(stage.lines).toEqual([]);
  });
});
