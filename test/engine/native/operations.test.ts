import type { NativeSessionArgs } from "../../../provider/sdk/native-args.ts";
import { effects, everythingShown, expectSuccess, programFor, useBench } from "../../support/engine.ts";

const ride = { firstParty: "+1 202 555 0160", secondParty: "+12025550161", sessionExpiry: 3600 };

describe("a native session", () => {
  const bench = useBench({}, { host: "native" });
  const declare = (args: NativeSessionArgs) => {
    bench.stack.setProgram(programFor({ ride: { ...ride, ...args } }, "native"));
  };

  it("with invalid arguments fails the preview, which names each argument and shows no secret value", async () => {
    declare({ firstParty: "202 555 0162", ringTimeout: -1 });
    const preview = await bench.stack.preview();
    expect(preview.succeeded).toBe(false);
    expect(preview.text).toContain("ringTimeout must be a whole number of 1 or more");
    expect(preview.text).toMatch(/ringTimeout value \{-1\} has a problem/);
    expect(preview.text).toContain('firstParty must start with "+"');
    expect(everythingShown(preview)).not.toMatch(/202.?555.?016/);
  });

  it("with `refresh` is read before each up, which reverts what others have changed", async () => {
    declare({ refresh: true, ringTimeout: 30 });
    expectSuccess(await bench.stack.up());
    const [{ session_uuid: id } = { session_uuid: "" }] = bench.emulator.sessions.live();
    bench.emulator.sessions.change(id, { ring_timeout: 77 });
    bench.requests();
    const up = expectSuccess(await bench.stack.up());
    expect(bench.requests()).toEqual(["GET 200", "POST 200"]);
    expect(effects(up)).toEqual({ ride: "update" });
    expect(bench.emulator.sessions.get(id)).toMatchObject({ ring_timeout: 30 });
  });

  it("with `refresh` is still read by a preview after an update, and shown as extended if renewBefore demands it", async () => {
    declare({ refresh: true, ringTimeout: 30, renewBefore: 1800 });
    bench.advance(3000);
    bench.requests();
    const preview = expectSuccess(await bench.stack.preview());
    expect(bench.requests()).toEqual(["GET 200"]);
    const line = preview.diagnostics.find(({ message }) =>
      message.includes("will be extended (renewBefore)"),
    );
    expect(line?.urn).toMatch(/::ride$/);
  });
});
