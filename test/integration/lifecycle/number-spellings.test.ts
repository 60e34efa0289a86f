import type { SessionInputs } from "../../../provider/session/fields.ts";
import { inProcess } from "../../support/in-process.ts";

const stage = inProcess();

const declared = { firstParty: "+44 (0)20 7946 0018", secondParty: "+1 202 555 0111" };
const e164 = { firstParty: "+442079460018", secondParty: "+12025550111" };

async function check(news: object = declared): Promise<SessionInputs> {
  const check = await stage.provider.check({}, news);
  expect(check.failures).toEqual([]);
  return check.inputs as SessionInputs;
}

const live = () => stage.emulator.sessions.live();

describe("two spellings of one number", () => {
  it("are sent and stored in their E.164 form", async () => {
    const { outs } = await stage.create(await check());
    expect(live()).toMatchObject([{ first_party: "442079460018", second_party: "12025550111" }]);
    expect(outs).toMatchObject(e164);
  });

  it("queue for the same session, so two creates that may adopt get one each", async () => {
    await stage.create(e164);
    stage.environment["PLIVO_IF_EXISTS"] = "adopt";
    stage.restart();
    const other = { ...declared, firstParty: "+44 20-7946-0018" };
    const made = await Promise.all([
      check().then(stage.create.bind(stage)),
      stage.create(await check(other)),
    ]);
    expect(new Set(made.map(({ id }) => id)).size).toBe(2);
    expect(live()).toMatchObject([{ first_party: "442079460018" }, { first_party: "442079460018" }]);
  });

  it("adopt a session that another tool created with either", async () => {
    const { id } = await stage.create(e164);
    stage.restart();
    expect((await stage.create(await check({ ...declared, adoptSessionUuid: id }))).id).toBe(id);
  });
});

it("a session that an older release created with the national trunk zero is not adopted: calls to it ring no one", async () => {
  const { id } = await stage.create({ ...e164, firstParty: "+4402079460018" });
  stage.environment["PLIVO_IF_EXISTS"] = "adopt";
  stage.restart();
  expect((await stage.create(await check())).id).not.toBe(id);
  await expect(stage.create(await check({ ...declared, adoptSessionUuid: id }))).rejects.toMatchObject({
    code: "PLIVO_ADOPT_DIFFERS",
    names: ["firstParty"],
  });
});
