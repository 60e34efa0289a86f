import { both, inProcess } from "../../support/in-process.ts";

const stage = inProcess();

const day = 86_400;

describe("a create on a machine with a clock that is far off", () => {
  it.each([-400, -31, -1, 1, 28, 30, 31, 400])(
    "by %i days still adopts the session under adopt",
    async (days) => {
      const { id } = await stage.create();
      stage.environment["PLIVO_IF_EXISTS"] = "adopt";
      stage.environment["PLIVO_CLOCK_OFFSET"] = String(days * day);
      stage.restart();
      expect((await stage.create()).id).toBe(id);
      expect(stage.emulator.sessions.live()).toHaveLength(1);
    },
  );

  it.each([-30, 30])("by %i days is found after a lost response", async (days) => {
    stage.environment["PLIVO_CLOCK_OFFSET"] = String(days * day);
    stage.restart();
    stage.emulator.faults.arm({ kind: "reset", operation: "create", when: "after" });
    const { id } = await stage.create();
    expect(stage.emulator.sessions.live().map(({ session_uuid }) => session_uuid)).toEqual([id]);
  });

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
