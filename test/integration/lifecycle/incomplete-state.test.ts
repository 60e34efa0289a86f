import { PlivoError } from "../../../provider/plivo/index.ts";
import type { SessionState } from "../../../provider/session/state.ts";
import { createElsewhere } from "../../support/elsewhere.ts";
import { both, inProcess } from "../../support/in-process.ts";
import { errorOf } from "./scripted-plivo.ts";

const other = { authId: "MAOTHER", authToken: "another-account-token" };
const stage = inProcess({ accounts: [other] });

/** The state has a hand-written provider's text, and the program this package's. */
const theirs = { __provider: "exports.handler = __f0;" };
const ours = { __provider: 'exports.handler=()=>require("pulumi-plivo-masking/provider")' };

const hour = { ...both, sessionExpiry: 3600 };
const withoutPlus = { firstParty: both.firstParty.slice(1), secondParty: both.secondParty.slice(1) };

const elsewhere = (parameters: Parameters<typeof createElsewhere>[1] = hour) =>
  createElsewhere(stage.emulator, parameters);

/** The requests since the creation of the session, with their bodies. */
const listRequests = () =>
  stage.emulator.requests.all().map(({ method, status, body }) => {
    const names = Object.keys(body ?? {});
    return [method, String(status), ...names].join(" ");
  });

const diff = (id: string, olds: object, news: object = both) =>
  stage.provider.diff(id, { ...ours, ...olds }, { ...ours, ...news });
const update = async (id: string, olds: object, news: object = both) =>
  (await stage.provider.update(id, { ...ours, ...olds }, { ...ours, ...news })).outs as SessionState;
const read = async (id: string, olds: object) => {
  const found: unknown = await stage.provider.read(id, { ...ours, ...olds });
  return found as { id: string; props: object; inputs?: object };
};

/** What a complete state has beside the arguments. */
const identity = (id: string) => ({
  authId: stage.emulator.authId,
  sessionUuid: id,
  virtualNumber: expect.stringMatching(/^\+1\d{10}$/) as string,
  status: "active",
  createdTime: expect.stringMatching(/Z$/) as string,
  expiryTime: expect.stringMatching(/Z$/) as string,
});

const foreignStates: [string, object][] = [
  ["other names", { first_party: both.firstParty, second_party: both.secondParty, virtual_number: "1" }],
  ["numbers without +", withoutPlus],
  ["the same arguments", both],
  ["no arguments", {}],
  [
    "a whole response",
    { ...withoutPlus, api_id: "1", session: { status: "active" }, session_uuid: "elsewhere" },
  ],
  ["another provider's authId and sessionUuid", { ...both, ...theirs, authId: "MATHEIRS", sessionUuid: "1" }],
];

it.each(foreignStates)(
  "a state of %s is completed by one GET, and holds nothing else then",
  async (_, olds) => {
    const id = await elsewhere();
    expect(await diff(id, olds, hour)).toEqual({ changes: true, replaces: [] });
    expect(stage.lines).toEqual([expect.stringContaining(`Masking session ${id} will be completed:`)]);
    stage.emulator.clock.advance(600);
    stage.restart();
    const outs = await update(id, olds, hour);
    expect(outs).toEqual({ ...hour, ...identity(id) });
    expect(listRequests()).toEqual(["GET 200"]);
    stage.restart();
    expect(await diff(id, outs, hour)).toEqual({ changes: false, replaces: [] });
  },
);

describe("an update that completes a state", () => {
  it("sends only what differs from the session, whatever the state has", async () => {
    // The program does not declare callbackUrl.
    const { callbackUrl } = { callbackUrl: "https://example.com/events" };
    const id = await elsewhere({ ...hour, ringTimeout: 30, record: true, callbackUrl });
    const news = { ...hour, ringTimeout: 30, record: false, callTimeLimit: 600 };
    const outs = await update(id, { ...both, ringTimeout: 20, record: false, callbackUrl }, news);
    expect(listRequests()).toEqual(["GET 200", "POST 200 call_time_limit record"]);
    expect(outs).toEqual({ ...news, ...identity(id) });
    expect(stage.emulator.sessions.get(id)).toMatchObject({
      ring_timeout: 30,
      record: false,
      duration: 3600,
    });
  });

  it("sends sessionExpiry if the session was not created with that duration", async () => {
    const id = await elsewhere();
    stage.emulator.clock.advance(600);
    stage.restart();
    const outs = await update(id, both, { ...both, sessionExpiry: 7200 });
    expect(listRequests()).toEqual(["GET 200", "POST 200 session_expiry"]);
    expect(Date.parse(outs.expiryTime ?? "") - Date.parse(outs.createdTime ?? "")).toBe(7_800_000);
  });

  it("does not restart the clock of a session that was extended by as much", async () => {
    const id = await elsewhere();
    stage.emulator.clock.advance(600);
    // Plivo's response after an update of session_expiry to 3600.
    const { created_time } = stage.emulator.sessions.get(id) ?? {};
    const expiry = Date.parse((created_time ?? "").replace(" +0000 UTC", "Z")) + 4_200_000;
    stage.emulator.sessions.change(id, { expiry_time: expiry });
    stage.restart();
    await update(id, both, hour);
    expect(listRequests()).toEqual(["GET 200"]);
  });

  it("extends a session if renewBefore says so", async () => {
    const id = await elsewhere();
    stage.emulator.clock.advance(3000);
    stage.restart();
    await update(id, both, { ...hour, renewBefore: 1200 });
    expect(listRequests()).toEqual(["GET 200", "POST 200 session_expiry"]);
  });

  it("fails if a create-only argument differs, naming it and both ways out, and sends nothing", async () => {
    const id = await elsewhere();
    const news = { ...both, secondParty: "+12025550277", unknownCallerPlay: "https://example.com/a.mp3" };
    const error = await errorOf(update(id, {}, news));
    expect(error).toMatchObject({
      code: "PLIVO_INCOMPLETE_DIFFERS",
      message:
        `Masking session ${id} differs from the program in secondParty and unknownCallerPlay, which Plivo cannot change in a live session. ` +
        "Nothing was changed. Declare what the session has, or run `pulumi state delete <URN>`, which expires no session: the next " +
        "`pulumi up` then creates a new one beside it.",
    });
    expect(error).not.toHaveProperty("id");
    expect(listRequests()).toEqual(["GET 200"]);
  });

  it("fails if adoptSessionUuid names another session", async () => {
    const id = await elsewhere();
    const news = { ...both, adoptSessionUuid: "4189591e-d004-4801-abdf-8893c15e5dcd" };
    expect(await errorOf(update(id, both, news))).toMatchObject({ names: ["adoptSessionUuid"] });
    expect(await update(id, both, { ...both, adoptSessionUuid: id })).toMatchObject({ adoptSessionUuid: id });
  });

  it("sets the party that a session with a single party lacks", async () => {
    const single = { firstParty: both.firstParty, createSessionWithSingleParty: true };
    const id = await elsewhere(single);
    await update(id, {}, { ...both, createSessionWithSingleParty: true });
    expect(listRequests()).toEqual(["GET 200", "POST 200 second_party"]);
    expect(await errorOf(update(id, {}, single))).toMatchObject({ names: ["secondParty"] });
  });

  it("stores the PINs that Plivo generated", async () => {
    const generated = { ...both, isPinAuthenticationRequired: true, generatePin: true } as const;
    const news = { ...generated, pinPromptPlay: "https://example.com/prompt.mp3" };
    const id = await elsewhere(news);
    const { first_party_pin: firstPartyPin, second_party_pin: secondPartyPin } =
      stage.emulator.sessions.get(id) ?? {};
    expect(await update(id, both, news)).toEqual({ ...news, ...identity(id), firstPartyPin, secondPartyPin });
  });

  it("is an error that names pulumi state delete if the account does not know the session", async () => {
    const id = await elsewhere();
    stage.emulator.sessions.remove(id);
    for (const olds of [both, { ...both, ...theirs, authId: "MATHEIRS", sessionUuid: id }]) {
      expect(await errorOf(update(id, olds))).toMatchObject({
        code: "PLIVO_OWNER_UNKNOWN",
        message: expect.stringMatching(/Configure the account that owns.*`pulumi state delete`/) as string,
      });
    }
    expect(listRequests()).toEqual(["GET 404", "GET 404"]);
  });

  it("sends nothing and quotes no id if the id is no session's UUID", async () => {
    for (const run of [update, read, (id: string, olds: object) => stage.provider.delete(id, olds)]) {
      stage.restart();
      const error = await errorOf(run("+12025550100/+12025550200", both));
      expect(error).toMatchObject({ code: "PLIVO_OWNER_UNKNOWN" });
      expect((error as Error).message).not.toContain("2025550100");
    }
    expect(listRequests()).toEqual([]);
  });

  it("sends nothing if the state names another account", async () => {
    const id = await elsewhere();
    const error = await errorOf(update(id, { ...both, authId: "MAOTHER" }));
    expect(error).toMatchObject({ code: "PLIVO_FOREIGN_ACCOUNT" });
    expect(listRequests()).toEqual([]);
  });

  it("asks the account that the program names", async () => {
    stage.environment["PLIVO_SUPPORT_AUTH_ID"] = "MASUPPORT";
    stage.environment["PLIVO_SUPPORT_AUTH_TOKEN"] = "support-account-token";
    stage.restart();
    const id = await elsewhere();
    const error = await errorOf(update(id, { ...both, account: "MAOTHER" }, { ...both, account: "support" }));
    expect(error).toMatchObject({ code: "PLIVO_AUTHENTICATION" });
    expect(stage.emulator.requests.all()[0]?.path).toContain("/MASUPPORT/");
  });

  it.each([
    ["has expired", "change", "has expired"],
    ["is not known any more to the account that the state names", "remove", "no longer exists"],
  ])("for a session that %s keeps it as expired, and the next up follows onExpiry", async (_, event, how) => {
    const id = await elsewhere();
    if (event === "remove") stage.emulator.sessions.remove(id);
    else stage.emulator.sessions.change(id, { status: "expired" });
    const error = await errorOf(update(id, { ...both, authId: stage.emulator.authId }, hour));
    expect(error).toMatchObject({
      code: "PLIVO_SESSION_ENDED",
      message: expect.stringContaining(how) as string,
    });
    const { properties } = error as { properties: SessionState };
    const { authId } = stage.emulator;
    expect(properties).toMatchObject({ ...hour, authId, sessionUuid: id, status: "expired" });
    stage.restart();
    expect(await diff(id, properties, hour)).toEqual({ changes: true, replaces: ["expiryTime"] });
    const ignoring = { ...hour, onExpiry: "ignore" };
    expect(await diff(id, { ...properties, onExpiry: "ignore" }, ignoring)).toMatchObject({ replaces: [] });
  });

  it("that Plivo rejects leaves the state incomplete, and the next one completes it", async () => {
    const id = await elsewhere();
    stage.emulator.faults.arm({ kind: "status", status: 403, operation: "update", when: "before" });
    const error = await errorOf(update(id, both, { ...both, record: true }));
    expect(error).toBeInstanceOf(PlivoError);
    expect(error).not.toHaveProperty("id");
    expect(await update(id, both, { ...both, record: true })).toMatchObject({ record: true });
  });

  it("with a lost response keeps the latest possible expiry time", async () => {
    const id = await elsewhere();
    const lost = { kind: "status", status: 500, operation: "update", when: "after", times: null } as const;
    stage.emulator.faults.arm(lost);
    const error = await errorOf(update(id, both, { ...both, sessionExpiry: 7200 }));
    expect(error).toMatchObject({ code: "PLIVO_SESSION_INCOMPLETE", id });
    const { properties } = error as { properties: SessionState };
    const { expiry_time = "" } = stage.emulator.sessions.get(id) ?? {};
    const end = Date.parse(expiry_time.replace(" +0000 UTC", "Z"));
    expect(Date.parse(properties.expiryTime ?? "")).toBeGreaterThanOrEqual(end);
  });
});

describe("a refresh of an incomplete state with declared parties", () => {
  it("treats the session as the stack's own, stores its owner and expiry time, and asks for no change by itself", async () => {
    const id = await elsewhere();
    const found = await read(id, both);
    expect(found).toEqual({ id, inputs: both, props: { ...both, ...identity(id), incomplete: true } });
    expect(await diff(id, found.props, found.inputs ?? {})).toEqual({
      changes: false,
      replaces: [],
    });
    expect(stage.lines).toEqual([]);
  });

  it("takes the numbers from Plivo if the state has them without +", async () => {
    const id = await elsewhere();
    const found = await read(id, withoutPlus);
    expect(found).toMatchObject({ inputs: both, props: both });
  });

  it("shows what someone else changed, and keeps what cannot change", async () => {
    const id = await elsewhere();
    stage.emulator.sessions.change(id, { record: true });
    const olds = { ...both, secondParty: "+12025550277", record: false };
    const found = await read(id, olds);
    expect(found.inputs).toEqual({ ...olds, record: true });
    expect((await diff(id, found.props, olds)).changes).not.toBe(false);
  });

  it("adds no PIN to a state that does not have it yet: the engine would store it in clear", async () => {
    const generated = { ...both, isPinAuthenticationRequired: true, generatePin: true } as const;
    const id = await elsewhere({ ...generated, pinPromptPlay: "https://example.com/prompt.mp3" });
    const { props } = await read(id, generated);
    expect(props).not.toHaveProperty("firstPartyPin");
  });

  it("is an error that names pulumi state delete if the account does not know the session; a known owner's is gone", async () => {
    const id = await elsewhere();
    stage.emulator.sessions.remove(id);
    expect(await errorOf(read(id, both))).toMatchObject({
      code: "PLIVO_OWNER_UNKNOWN",
      message: expect.stringContaining("`pulumi state delete`") as string,
    });
    expect(await read(id, { ...both, authId: stage.emulator.authId })).toEqual({ id: "", props: {} });
  });

  it("drops a session that has expired, whose owner the response shows", async () => {
    const id = await elsewhere();
    stage.emulator.sessions.change(id, { status: "expired" });
    expect(await read(id, both)).toEqual({ id: "", props: {} });
    expect(await read(id, { ...both, onExpiry: "ignore" })).toMatchObject({ props: { status: "expired" } });
  });

  it("sends nothing with another account's credentials, once a refresh has noted the owner", async () => {
    const id = await elsewhere();
    const props = (await read(id, both)).props;
    stage.environment["PLIVO_AUTH_ID"] = "MAOTHER";
    stage.restart();
    stage.emulator.requests.clear();
    for (const run of [() => read(id, props), () => stage.provider.delete(id, props)])
      expect(await errorOf(run())).toMatchObject({ code: "PLIVO_FOREIGN_ACCOUNT" });
    expect(listRequests()).toEqual([]);
  });
});

describe("a destroy of a session without an owner in the state", () => {
  it("expires it in the account that has it, or finds it expired", async () => {
    const id = await elsewhere();
    await stage.provider.delete(id, both);
    await stage.provider.delete(id, both);
    expect(listRequests()).toEqual(["DELETE 200", "DELETE 400"]);
  });

  it("fails with another account's credentials, so that no live session drops from the state", async () => {
    const id = await elsewhere();
    stage.environment["PLIVO_AUTH_ID"] = other.authId;
    stage.environment["PLIVO_AUTH_TOKEN"] = other.authToken;
    stage.restart();
    expect(await errorOf(stage.provider.delete(id, both))).toMatchObject({
      code: "PLIVO_OWNER_UNKNOWN",
      message: expect.stringContaining("`pulumi state delete`") as string,
    });
    expect(listRequests()).toEqual(["DELETE 404"]);
    expect(stage.emulator.sessions.get(id)?.status).toBe("active");
  });
});

it.each([null, 5, false, "", ["support"], { name: "support" }])(
  "an account of %j, which this package would not store, is unknown: refresh and destroy use the default account",
  async (account) => {
    const id = await elsewhere();
    expect(await read(id, { ...hour, account })).toMatchObject({ id, props: identity(id) });
    await stage.provider.delete(id, { ...ours, ...hour, account });
    expect(listRequests()).toEqual(["GET 200", "DELETE 200"]);
  },
);

describe("the state of MaskingSession.get", () => {
  it("is not incomplete: it has everything that Plivo reports, and no inputs", async () => {
    const id = await elsewhere();
    const found = await read(id, {});
    expect(found.inputs).toBeUndefined();
    expect(found.props).toMatchObject({ ...both, ...identity(id), external: true, record: false });
    const again = await read(id, found.props);
    expect(again).toEqual(found);
    expect(again.props).not.toHaveProperty("incomplete");
  });
});
