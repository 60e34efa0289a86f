import { both, inProcess } from "../../support/in-process";

const stage = inProcess();

const day = 86_400;

describe("where this machine's clock is far off", () => {
  it.each([-400, -31, -1, 1, 28, 30, 31, 400])(
    "by %i days, adopt takes the session over all the same",
    async (days) => {
      const { id } = await stage.create();
      stage.environment["PLIVO_IF_EXISTS"] = "adopt";
      stage.environment["PLIVO_CLOCK_OFFSET"] = String(days * day);
      stage.restart();
      expect((await stage.create()).id).toBe(id);
      expect(stage.emulator.sessions.live()).toHaveLength(1);
    },
  );

  it.each([-30, 30])("by %i days, a create whose answer is lost is found", async (days) => {
    stage.environment["PLIVO_CLOCK_OFFSET"] = String(days * day);
    stage.restart();
    stage.emulator.faults.arm({ kind: "reset", operation: "create", when: "after" });
    const { id } = await stage.create();
    expect(stage.emulator.sessions.live().map(({ session_uuid }) => session_uuid)).toEqual([id]);
  });

  it("beyond belief, nothing is ended, and its own error says so", async () => {
    const { id, outs } = await stage.create();
    stage.environment["PLIVO_CLOCK_OFFSET"] = "an hour";
    stage.restart();
    const wrong = { code: "PLIVO_INVALID_CLOCK_OFFSET" };
    await expect(stage.provider.delete(id, outs)).rejects.toMatchObject(wrong);
    await expect(stage.create({ ...both, adoptSessionUuid: id })).rejects.toMatchObject(wrong);
    expect(stage.emulator.sessions.live()).toHaveLength(1);
  });

  it("beyond belief, the first use of it says so", async () => {
    stage.environment["PLIVO_CLOCK_OFFSET"] = "1e13";
    stage.environment["PLIVO_IF_EXISTS"] = "adopt";
    stage.restart();
    await expect(stage.create()).rejects.toMatchObject({ code: "PLIVO_INVALID_CLOCK_OFFSET" });
    expect(stage.emulator.sessions.live()).toEqual([]);
    expect(stage.lines).toEqual([]);
  });
});
