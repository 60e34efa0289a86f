import { nameInput } from "../../../provider/common/resource-type.ts";
import type { SessionState } from "../../../provider/session/state.ts";
import { both, inProcess } from "../../support/in-process.ts";

const support = { authId: "MASUPPORT00000000000", authToken: "token-of-support" };
const stage = inProcess({ accounts: [support] });

const listRequests = () =>
  stage.emulator.requests.all().map(({ method, path }) => `${method} ${path.split("/").at(-1) ?? ""}`);
const isLive = (id: string) => stage.emulator.sessions.live().some(({ session_uuid }) => session_uuid === id);

describe("a session that another resource adopted", () => {
  let before: { id: string; outs: SessionState };
  beforeEach(async () => {
    before = await stage.create();
    stage.environment["PLIVO_IF_EXISTS"] = "adopt";
    stage.restart();
    expect((await stage.create()).id).toBe(before.id);
    stage.emulator.requests.clear();
  });

  it("is not expired by the delete of the resource that had it", async () => {
    await stage.provider.delete(before.id, before.outs);
    expect(listRequests()).toEqual([]);
    expect(stage.lines.at(-1)).toContain(`Masking session ${before.id} stays live`);
    expect(isLive(before.id)).toBe(true);
  });

  it("is an error in the diff of the resource that has it, which names both ways out", async () => {
    await expect(stage.provider.diff(before.id, before.outs, both)).rejects.toMatchObject({
      code: "PLIVO_SESSION_ADOPTED",
      message: expect.stringMatching(/pulumi state delete.*alias/) as string,
    });
  });
});

describe("a session that belongs to a resource of this run", () => {
  it.each([
    ["diff", (id: string, outs: SessionState) => stage.provider.diff(id, outs, both)],
    ["read", (id: string, outs: SessionState) => stage.provider.read(id, outs)],
    ["update", (id: string, outs: SessionState) => stage.provider.update(id, outs, both)],
  ])("is not adopted after a %s", async (_, show) => {
    const { id, outs } = await stage.create();
    stage.environment["PLIVO_IF_EXISTS"] = "adopt";
    stage.restart();
    await show(id, outs);
    expect((await stage.create()).id).not.toBe(id);
    expect(stage.emulator.sessions.live()).toHaveLength(2);
  });

  it("is not adopted while it is being expired", async () => {
    const { id, outs } = await stage.create();
    stage.environment["PLIVO_IF_EXISTS"] = "adopt";
    stage.restart();
    const [, created] = await Promise.all([stage.provider.delete(id, outs), stage.create()]);
    expect(created.id).not.toBe(id);
    expect(stage.emulator.sessions.live()).toHaveLength(1);
  });
});

describe("a session that is replaced only because of its expiry", () => {
  it("is read once and expired if it is live with its stored end", async () => {
    const { id, outs } = await stage.create();
    stage.environment["PLIVO_CLOCK_OFFSET"] = "86400";
    stage.restart();
    expect((await stage.provider.diff(id, outs, both)).replaces).toEqual(["expiryTime"]);
    stage.emulator.requests.clear();
    await stage.provider.delete(id, outs);
    expect(listRequests()).toEqual([`GET ${id}`, `DELETE ${id}`]);
    expect(isLive(id)).toBe(false);
  });

  it("stays live if someone extended it, and a log line names it", async () => {
    const { id, outs } = await stage.create({ ...both, sessionExpiry: 3600 });
    stage.emulator.clock.advance(3_000);
    stage.emulator.sessions.change(id, { expiry_time: "2099-01-01 00:00:00 +0000 UTC" });
    stage.emulator.clock.advance(3_000);
    stage.restart();
    expect((await stage.provider.diff(id, outs, { ...both, sessionExpiry: 3600 })).replaces).toEqual([
      "expiryTime",
    ]);
    await stage.provider.delete(id, outs);
    expect(isLive(id)).toBe(true);
    expect(stage.lines.at(-1)).toBe(
      `Masking session ${id} stays live: someone else extended it. It is no longer in this state.`,
    );
  });

  it("is expired without a read if the program replaces it anyway", async () => {
    const { id, outs } = await stage.create();
    stage.emulator.clock.advance(86_400);
    stage.emulator.sessions.change(id, { expiry_time: "2099-01-01 00:00:00 +0000 UTC", status: "active" });
    await stage.provider.diff(id, outs, { ...both, geomatch: false });
    stage.emulator.requests.clear();
    await stage.provider.delete(id, outs);
    expect(listRequests()).toEqual([`DELETE ${id}`]);
  });
});

it("the partial failure of an update of an expired session is stored, with __provider", async () => {
  const { id, outs } = await stage.create();
  stage.emulator.sessions.change(id, { status: "expired" });
  const update = stage.provider.update(id, outs, { ...both, record: true, __provider: "text" });
  const expiryTime = expect.any(String) as string;
  await expect(update).rejects.toMatchObject({
    code: "PLIVO_SESSION_ENDED",
    id,
    properties: { ...outs, status: "expired", expiryTime, __provider: "text" },
    reasons: [expect.stringContaining(id)],
  });
});

it("an invalid PLIVO_IF_EXISTS stops a create before anything is sent", async () => {
  stage.environment["PLIVO_IF_EXISTS"] = "maybe";
  await expect(stage.create()).rejects.toMatchObject({ code: "PLIVO_INVALID_IF_EXISTS" });
  expect(listRequests()).toEqual([]);
});

describe("two resources with the same two parties", () => {
  const line = (name: string, other: string) =>
    `${name}: the resource ${other} has the same two parties. Plivo's documents disagree on whether a pair can have two sessions at a ` +
    "time: declare one session for both purposes.";
  const declare = (name: string, inputs: object = both, olds = {}) =>
    stage.provider.check(olds, { ...inputs, [nameInput]: name });

  it("cause one warning, with both names and no number", async () => {
    await declare("one");
    await declare("two", { ...both, firstParty: both.firstParty.replace("+1", "+1 "), record: true });
    expect(stage.lines).toEqual([line("two", "one")]);
  });

  it("cause one warning for each further resource, however often Pulumi checks it", async () => {
    for (const name of ["one", "two", "one", "three", "two"]) await declare(name);
    expect(stage.lines).toEqual([line("two", "one"), line("three", "one")]);
  });

  it("are not a session and its replacement, which Pulumi checks without olds", async () => {
    const { id, outs } = await stage.create();
    const changed = { ...both, geomatch: false };
    await declare("one", changed, both);
    await stage.provider.diff(id, outs, changed);
    stage.lines.length = 0;
    await declare("one", changed);
    expect(stage.lines).toEqual([]);
  });
});

describe("a callback to this machine", () => {
  const callback = { ...both, callbackUrl: "http://127.0.0.1:3000/events" };
  const warningsIn = async (environment: NodeJS.ProcessEnv, args: object = {}) => {
    Object.assign(stage.environment, environment);
    stage.restart();
    await stage.provider.check({}, { ...callback, ...args });
    return stage.lines;
  };

  it("causes no warning if the API is an emulator on this machine", async () => {
    expect(await warningsIn({})).toEqual([]);
  });

  it.each([
    [
      "Plivo's own API, without any credentials",
      { PLIVO_ENDPOINT: "", PLIVO_AUTH_ID: "", PLIVO_AUTH_TOKEN: "" },
      {},
    ],
    ["an API elsewhere", { PLIVO_ENDPOINT: "https://plivo.example.com" }, {}],
    [
      "another account's API",
      { PLIVO_SUPPORT_ENDPOINT: "https://plivo.example.com" },
      { account: "support" },
    ],
  ])("is warned of with %s", async (_what, environment, args) => {
    expect(await warningsIn(environment, args)).toEqual([
      "callbackUrl leads to this machine, which Plivo cannot reach: set a public URL, such as a tunnel's.",
    ]);
  });

  it("causes no warning if the endpoint is invalid, which has its own error", async () => {
    expect(await warningsIn({ PLIVO_ENDPOINT: "nowhere" })).toEqual([]);
  });
});

it("the diff of a refresh logs no explanation, because it is no plan", async () => {
  const { id, outs } = await stage.create({ ...both, callTimeLimit: 600 });
  stage.restart();
  await stage.provider.read(id, outs);
  await stage.provider.diff(id, outs, both);
  expect(stage.lines).toEqual([]);
  await stage.provider.diff(id, outs, both);
  expect(stage.lines).toEqual([expect.stringContaining("callTimeLimit is no longer managed")]);
});

it("the diff of a refresh ignores the expiry, and the next one does not", async () => {
  const failing = { ...both, onExpiry: "fail" };
  const { id, outs } = await stage.create(failing);
  stage.emulator.sessions.change(id, { status: "expired" });
  const props = (await stage.provider.read(id, outs)).props as SessionState;
  expect(await stage.provider.diff(id, props, failing)).toMatchObject({ changes: false, replaces: [] });
  await expect(stage.provider.diff(id, props, failing)).rejects.toThrow(/its onExpiry is "fail"/);
});

it("a warning of check is logged once, however often Pulumi checks the resource", async () => {
  const short = { ...both, sessionExpiry: 3600, renewBefore: 3500 };
  for (const olds of [{}, short, short]) await stage.provider.check(olds, short);
  expect(stage.lines).toEqual([
    expect.stringContaining("renewBefore leaves only 1 min 40 s of sessionExpiry"),
  ]);
});

it("an account name that shares another's environment variables is rejected at the second resource", async () => {
  const failuresOf = async (account: string) =>
    (await stage.provider.check({}, { ...both, account })).failures;
  expect(await failuresOf("eu-west")).toEqual([]);
  const reason = expect.stringMatching(/^account shares its environment variables with/) as string;
  expect(await failuresOf("EU_West")).toEqual([{ property: "", reason }]);
  expect(await failuresOf("eu-west")).toEqual([]);
});

it("read, update and delete use the account that the state names", async () => {
  stage.environment["PLIVO_SUPPORT_AUTH_ID"] = support.authId;
  stage.environment["PLIVO_SUPPORT_AUTH_TOKEN"] = support.authToken;
  stage.restart();
  const declared = { ...both, account: "support" };
  const { id, outs } = await stage.create(declared);
  await stage.provider.read(id, outs);
  await stage.provider.update(id, outs, { ...declared, record: true });
  stage.restart();
  await stage.provider.delete(id, outs);
  const accounts = stage.emulator.requests.all().map(({ method, path }) => [method, path.split("/")[3]]);
  expect(accounts).toEqual(["POST", "GET", "POST", "DELETE"].map((method) => [method, support.authId]));
});

it("an invalid account name stops a create and a read by the program, but no refresh or destroy of its session", async () => {
  const { id, outs } = await stage.create();
  const account = "of Łódź";
  stage.environment["PLIVO_OF___D__AUTH_ID"] = stage.environment["PLIVO_AUTH_ID"];
  stage.environment["PLIVO_OF___D__AUTH_TOKEN"] = stage.environment["PLIVO_AUTH_TOKEN"];
  const stored = { ...outs, account };
  const invalid = { code: "PLIVO_INVALID_ACCOUNT_NAME" };
  await expect(stage.create({ ...both, account })).rejects.toMatchObject(invalid);
  await expect(stage.provider.read(id, { account })).rejects.toMatchObject(invalid);
  expect(await stage.provider.read(id, stored)).toMatchObject({ id, props: { account } });
  await stage.provider.delete(id, stored);
  expect(isLive(id)).toBe(false);
});
