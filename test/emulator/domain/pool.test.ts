import type { Emulator } from "../../../emulator/index.ts";
import { call, create, parties, secondNumber, start } from "../support.ts";

const exhausted = { status: 400, body: { error: "Number pool exhausted or not available." } };
const pool = [{ number: "+14155550100" }, { number: "+14155550101" }, { number: "+442055550100" }];

async function numberOf(emulator: Emulator, more: object = {}): Promise<string | undefined> {
  return emulator.sessions.get(await create(emulator, more))?.virtual_number;
}

it("a session gets the first number on which neither party has an active session", async () => {
  const emulator = await start({ pool });
  expect(await numberOf(emulator)).toBe("14155550100");
  expect(await numberOf(emulator, { first_party: "+12025550122" })).toBe("14155550101");
  expect(await numberOf(emulator, { first_party: "+12025550133", second_party: "+12025550144" })).toBe(
    "14155550100",
  );
});

it("the pool is exhausted for a party on all its numbers, until a session ends", async () => {
  const emulator = await start({ pool });
  const sessionUuid = await create(emulator);
  await create(emulator);
  expect(await call(emulator, "POST", "", parties)).toMatchObject(exhausted);
  await call(emulator, "DELETE", `/${sessionUuid}`);
  expect(await numberOf(emulator)).toBe("14155550100");
});

it("geomatch keeps to the first party's country, unless it is false", async () => {
  const emulator = await start({ pool });
  expect(await numberOf(emulator, { first_party: "+442079460100" })).toBe("442055550100");
  const french = { first_party: "+33123456789", second_party: secondNumber };
  expect(await call(emulator, "POST", "", french)).toMatchObject(exhausted);
  expect(await call(emulator, "POST", "", { ...french, geomatch: false })).toMatchObject({ status: 201 });
});

it("a cool-off period keeps the number from everyone after the end", async () => {
  const emulator = await start({ pool: pool.slice(0, 1) });
  const path = `/${await create(emulator, { virtual_number_cooloff_period: 60 })}`;
  const others = { first_party: "+12025550133", second_party: "+12025550144" };
  expect(await call(emulator, "POST", "", others)).toMatchObject({ status: 201 });
  await call(emulator, "DELETE", path);
  emulator.clock.advance(59);
  const more = { first_party: "+12025550155", second_party: "+12025550166" };
  expect(await call(emulator, "POST", "", more)).toMatchObject(exhausted);
  emulator.clock.advance(1);
  expect(await call(emulator, "POST", "", more)).toMatchObject({ status: 201 });
});

it("a subaccount uses its own numbers only, and the main account its own", async () => {
  const emulator = await start({ pool: [{ number: "+14155550107", subaccount: "SAONE" }, ...pool] });
  expect(await numberOf(emulator)).toBe("14155550100");
  expect(await numberOf(emulator, { subaccount: "SAONE" })).toBe("14155550107");
  const other = { ...parties, subaccount: "SATWO" };
  expect(await call(emulator, "POST", "", other)).toMatchObject(exhausted);
});

describe("the default pool", () => {
  it("serves 60 sessions of one party", async () => {
    const emulator = await start();
    const numbers = new Set<string | undefined>();
    for (let index = 0; index < 60; index += 1) numbers.add(await numberOf(emulator));
    expect(numbers.size).toBe(60);
  });

  it.each([
    "+442079460100",
    "+919003459051",
    "+33123456789",
    "+4930123456",
    "+358401234567",
    "+5511912345678",
  ])("has a number of %s's country, for a subaccount too", async (first_party) => {
    const emulator = await start();
    const number = await numberOf(emulator, { first_party, subaccount: "SAANY" });
    expect(number?.slice(0, 2)).toBe(first_party.slice(1, 3));
  });
});

it("two accounts don't take each other's numbers", async () => {
  const account = { authId: "MAOTHER", authToken: "token" };
  const emulator = await start({ pool: pool.slice(0, 1), accounts: [account] });
  await create(emulator);
  const other = { ...emulator, ...account };
  expect(await call(other, "POST", "", parties)).toMatchObject({ status: 201 });
});

it("a pool with a malformed number is refused at the start", async () => {
  await expect(start({ pool: [{ number: "14155550100" }] })).rejects.toThrow("E.164");
});
