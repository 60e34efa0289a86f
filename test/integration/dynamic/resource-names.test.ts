import { nameInput } from "../../../provider/common/resource-type.ts";
import type { SessionInputs } from "../../../provider/session/fields.ts";
import type { SessionState } from "../../../provider/session/state.ts";
import { parties } from "../../support/field-changes.ts";
import { inProcess } from "../../support/in-process.ts";

const stage = inProcess();
const live: SessionState = {
  ...parties(0),
  authId: "MAEMULATOR",
  sessionUuid: "4189591e-d004-4801-abdf-8893c15e5dcd",
  expiryTime: "2099-01-01T00:00:00Z",
};
const changed = { ...parties(0), geomatch: false };

async function check(declared: object): Promise<SessionInputs> {
  return (await stage.provider.check({}, declared)).inputs as SessionInputs;
}

/** Checks and diffs a resource of this name. Returns the logged reason. */
async function reason(name: unknown, declared: object = changed): Promise<string | undefined> {
  const inputs = await check({ ...declared, [nameInput]: name, __provider: "text" });
  stage.lines.length = 0;
  await stage.provider.diff(live.sessionUuid, live, { ...inputs, __provider: "text" });
  return stage.lines[0];
}

const text = `Masking session ${live.sessionUuid} will be replaced: geomatch changed`;

describe("the reason for a replacement", () => {
  it("begins with the resource's name, which no input keeps", async () => {
    expect(await reason("ride")).toMatch(new RegExp(`^ride: ${text}`));
    expect(await check({ ...changed, [nameInput]: "ride" })).toEqual(changed);
  });

  it("begins with the name if a number has another spelling", async () => {
    const spelt = {
      ...changed,
      firstParty: changed.firstParty.replace("+1", "+1 (").replace("202", "202) "),
    };
    expect(await reason("ride", spelt)).toMatch(/^ride: /);
  });

  it("keeps the name when the engine checks a resource again, to replace it", async () => {
    await reason("ride");
    expect(await reason("ride")).toMatch(/^ride: /);
  });

  it.each([["other"], ["ride", "other"]])(
    "names none of several that declare the same: %s",
    async (...names) => {
      for (const name of names) await stage.provider.check({}, { ...changed, [nameInput]: name });
      expect(await reason("ride")).toMatch(new RegExp(`^${text}`));
    },
  );

  it.each([undefined, 7, ""])("is shown as before if the name is %j", async (name) => {
    expect(await reason(name)).toMatch(new RegExp(`^${text}`));
  });
});

it("a warning about arguments begins with the resource's name", async () => {
  const short = { ...parties(0), sessionExpiry: 200, renewBefore: 100, [nameInput]: "ride" };
  await stage.provider.check({}, short);
  expect(stage.lines).toEqual([expect.stringMatching(/^ride: renewBefore leaves only/)]);
});
