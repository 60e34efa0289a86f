import adopt from "../../../examples/adopt/index.ts";
import { effects, everythingShown, expectSuccess, secretConfig, useBench } from "../../support/engine.ts";
import { createElsewhere } from "../../support/elsewhere.ts";

const elsewhere = { firstParty: "+12025550140", secondParty: "+12025550141", ringTimeout: 60 };

describe("examples/adopt", () => {
  const config = secretConfig("adopt", { driver: "+1 202 555 0140", customer: "+1 202 555 0141" });
  const bench = useBench({}, { config });
  let id: string;
  beforeAll(async () => {
    bench.stack.setProgram(() => Promise.resolve(adopt()));
    id = await createElsewhere(bench.emulator, elsewhere);
    await bench.stack.setConfig("adopt:sessionUuid", id);
  });

  it("takes the session into the stack, updates what differs, and creates none", async () => {
    const { virtual_number: number, expiry_time: end } = bench.emulator.sessions.all()[0] ?? {};
    const up = expectSuccess(await bench.stack.up());
    expect(effects(up)).toEqual({ delivery: "create" });
    expect(up.text).toContain(`Masking session ${id} is adopted (adoptSessionUuid).`);
    expect(bench.emulator.requests.all().map(({ body }) => body)).toEqual([null, { ring_timeout: 30 }]);
    expect(bench.requests()).toEqual(["GET 200", "POST 200"]);
    expect(up.outputs["number"]).toBe(`+${String(number).replace("+", "")}`);
    expect(bench.emulator.sessions.live()[0]?.expiry_time).toBe(end);
    expect(everythingShown(up)).not.toMatch(/202555014\d/);
  });

  it("does not change the session if the setting is removed again", async () => {
    await bench.stack.removeConfig("adopt:sessionUuid");
    const up = expectSuccess(await bench.stack.up());
    expect(effects(up)).toEqual({ delivery: "update" });
    expect(bench.requests()).toEqual([]);
  });
});
