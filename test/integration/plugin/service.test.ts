import type { ServiceError } from "@grpc/grpc-js";
import { startEmulator, type Emulator } from "plivo-masking-emulator";
import { initFailedIn, secretOf, unknownValue, type Bag } from "../../support/plugin-calls.ts";
import { PluginClient } from "../../support/plugin-client.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";
import { requestsOf } from "../../support/requests.ts";

const first = "+12025550180";
const second = "+12025550181";
const ride = { firstParty: secretOf(first), secondParty: secretOf(second), sessionExpiry: 3600 };

let emulator: Emulator;
let plugin: PluginClient;
beforeAll(async () => {
  emulator = await startEmulator();
  plugin = await PluginClient.open(emulator.environment, VirtualClock.passing(emulator));
});
afterAll(async () => {
  plugin.close();
  await emulator.close();
});
beforeEach(async () => {
  emulator.reset();
  await plugin.configure();
});

const requests = () => requestsOf(emulator);

/** Checks and creates a session, as an `up` does. */
async function created(args: Bag = ride) {
  const { inputs, failures } = await plugin.check("ride", args);
  expect(failures).toEqual([]);
  return plugin.create("ride", inputs);
}

const errorOf = (work: Promise<unknown>) =>
  work.then(
    () => {
      throw new Error("The call succeeded.");
    },
    (error: unknown) => error as ServiceError,
  );

describe("a provider's settings", () => {
  const account = { authId: "MAEXPLICIT0000000000", authToken: "a-token-in-clear" };

  it("come back with the token as a secret", async () => {
    const { inputs, failures } = await plugin.checkConfig({ ...account, requestsPerSecond: "20" });
    expect(failures).toEqual([]);
    expect(inputs).toEqual({
      ...account,
      authToken: secretOf("a-token-in-clear"),
      requestsPerSecond: "20",
    });
  });

  it("replace the provider if the account is another one, and update it if anything else differs", async () => {
    const rotated = { ...account, authToken: secretOf("another-token-in-clear") };
    expect(await plugin.diffConfig(account, rotated)).toEqual({ diffs: ["authToken"], replaces: [] });
    const other = { ...account, authId: "MAANOTHER0000000000" };
    expect(await plugin.diffConfig(account, other)).toEqual({ diffs: ["authId"], replaces: ["authId"] });
    expect(await plugin.diffConfig(account, account)).toEqual({ diffs: [], replaces: [] });
  });

  it("are refused by name, but not an endpoint, which can have a password in it", async () => {
    const { failures } = await plugin.checkConfig({
      authId: account.authId,
      endpoint: "https://user:secret-word@example.com",
      ifExists: "maybe",
    });
    expect(failures).toEqual([
      expect.stringMatching(/^ifExists: .*must be one of create, adopt, fail/),
      expect.stringMatching(/^: The Plivo endpoint .* must be the part before/),
      expect.stringMatching(/^: authToken must be set with authId/),
    ]);
    expect(failures.join()).not.toContain("secret-word");
  });
});

describe("check", () => {
  it("normalises the arguments, and marks numbers, PINs and URLs with a password as secret", async () => {
    const pins = { isPinAuthenticationRequired: true, firstPartyPin: "48217", secondPartyPin: "90356" };
    const { inputs, failures } = await plugin.check("ride", {
      firstParty: "+1 202 555 0180",
      secondParty: second,
      ...pins,
      pinPromptPlay: "https://user:secret-word@example.com/prompt.mp3",
      callbackUrl: "https://example.com/events",
    });
    expect(failures).toEqual([]);
    expect(inputs).toEqual({
      firstParty: secretOf(first),
      secondParty: secretOf(second),
      isPinAuthenticationRequired: true,
      firstPartyPin: secretOf("48217"),
      secondPartyPin: secretOf("90356"),
      pinPromptPlay: secretOf("https://user:secret-word@example.com/prompt.mp3"),
      callbackUrl: "https://example.com/events",
    });
  });

  it("keeps what the program has marked as secret, and what a preview does not know", async () => {
    const sent = { ...ride, callbackUrl: secretOf(unknownValue), ringTimeout: unknownValue };
    expect((await plugin.check("ride", sent)).inputs).toEqual(sent);
  });

  it("names the property of a problem, unless its value is secret", async () => {
    const { failures } = await plugin.check("ride", {
      firstParty: "202 555 0180",
      secondParty: second,
      ringTimeout: -1,
      callbackUrl: "no URL",
      ringTimout: 30,
      refresh: "yes",
    });
    expect(failures).toHaveLength(5);
    expect(failures).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^: firstParty must start with "\+"/),
        expect.stringMatching(/^ringTimeout: ringTimeout must be a whole number/),
        expect.stringMatching(/^: callbackUrl must be a full URL/),
        ': There is no argument "ringTimout". Did you mean "ringTimeout"?',
        "refresh: refresh must be true or false.",
      ]),
    );
  });

  it.each([
    ["account", "declare a plivo.Provider"],
    ["adoptSessionUuid", "set the resource option import"],
  ])("says what takes the place of the dynamic form's %s", async (name, way) => {
    const { failures } = await plugin.check("ride", { ...ride, [name]: "support" });
    expect(failures).toEqual([
      expect.stringMatching(new RegExp(`^${name}: ${name} is an argument of the dynamic form only: ${way}`)),
    ]);
  });

  it("refuses a type that it does not have, by the name of the one that it has", async () => {
    const { details } = await errorOf(
      plugin.check("ride", ride, "plivo:index/maskingSession:MaskingSession"),
    );
    expect(details).toContain("plivo:index:MaskingSession: use that one");
    expect(details).toContain("PLIVO_UNKNOWN_TYPE");
  });
});

describe("diff", () => {
  it("is none without a change, and keeps the session's identity stable", async () => {
    const resource = await created();
    const { inputs } = await plugin.check("ride", { ...ride, firstParty: secretOf("+1 (202) 555-0180") });
    expect(await plugin.diff("ride", resource, inputs)).toEqual({
      changes: false,
      replaces: [],
      stables: ["authId", "sessionUuid", "createdTime"],
      detailed: {},
    });
  });

  it("names each property that differs, and how", async () => {
    const resource = await created({ ...ride, ringTimeout: 30, record: true });
    const { inputs } = await plugin.check("ride", { ...ride, ringTimeout: 40, geomatch: false });
    expect(await plugin.diff("ride", resource, inputs)).toEqual({
      changes: true,
      replaces: ["geomatch"],
      stables: [],
      detailed: {
        geomatch: ["add_replace", true],
        ringTimeout: ["update", true],
        record: ["delete", true],
      },
    });
  });

  it("shows an end that has passed as the replacing property", async () => {
    const resource = await created();
    emulator.clock.advance(4000);
    const { inputs } = await plugin.check("ride", ride);
    expect(await plugin.diff("ride", resource, inputs)).toMatchObject({
      replaces: ["expiryTime"],
      detailed: { expiryTime: ["update_replace", false] },
    });
  });

  it("shows an extension by renewBefore as a change of the end", async () => {
    const resource = await created({ ...ride, renewBefore: 1800 });
    emulator.clock.advance(3000);
    const { inputs } = await plugin.check("ride", { ...ride, renewBefore: 1800 });
    expect(await plugin.diff("ride", resource, inputs)).toMatchObject({
      replaces: [],
      detailed: { expiryTime: ["update", false] },
    });
  });

  it("after a read is a refresh's, in which the clock demands nothing, until the resource is checked again", async () => {
    const resource = await created({ ...ride, renewBefore: 1800 });
    emulator.clock.advance(3000);
    const read = await plugin.read("ride", resource.id, resource);
    expect((await plugin.diff("ride", read, read.inputs)).changes).toBe(false);
    const { inputs } = await plugin.check("ride", { ...ride, renewBefore: 1800 });
    expect((await plugin.diff("ride", read, inputs)).changes).toBe(true);
  });

  it("is there for a state that lacks what this provider writes, although no argument differs", async () => {
    const resource = await created();
    const { authId: _, ...outputs } = resource.outputs;
    await plugin.configure();
    const { inputs } = await plugin.check("ride", ride);
    expect(await plugin.diff("ride", { ...resource, outputs }, inputs)).toMatchObject({
      changes: true,
      replaces: [],
      detailed: {},
    });
  });

  it("shows a change of only `refresh`, which sends nothing", async () => {
    const resource = await created();
    const { inputs } = await plugin.check("ride", { ...ride, refresh: true });
    expect(await plugin.diff("ride", resource, inputs)).toMatchObject({
      detailed: { refresh: ["add", true] },
    });
    emulator.requests.clear();
    const updated = await plugin.update("ride", resource, inputs);
    expect(updated.outputs["refresh"]).toBe(true);
    expect(requests()).toEqual([]);
  });
});

describe("a preview", () => {
  it("of a create knows what is declared, and that the rest is not known yet", async () => {
    const { inputs } = await plugin.check("ride", ride);
    const { id, outputs } = await plugin.create("ride", inputs, { preview: true });
    expect(id).toBe("");
    const unknown = ["authId", "sessionUuid", "virtualNumber", "status", "createdTime", "expiryTime"];
    expect(outputs).toEqual({
      ...inputs,
      ...Object.fromEntries(unknown.map((name) => [name, unknownValue])),
    });
    expect(requests()).toEqual([]);
  });

  it("of an update in place knows the identity, and not the end if it moves", async () => {
    const resource = await created();
    emulator.requests.clear();
    const previewUpdate = (news: Bag) =>
      plugin.update("ride", resource, { ...resource.inputs, ...news }, { preview: true });
    expect((await previewUpdate({ ringTimeout: 30 })).outputs).toEqual({
      ...resource.outputs,
      ringTimeout: 30,
    });
    expect((await previewUpdate({ sessionExpiry: 7200 })).outputs).toMatchObject({
      virtualNumber: resource.outputs["virtualNumber"],
      expiryTime: unknownValue,
    });
    expect(requests()).toEqual([]);
  });

  it("of generated PINs knows that they will be there, and keeps them afterwards", async () => {
    const pins = { isPinAuthenticationRequired: true, generatePin: true };
    const { inputs } = await plugin.check("ride", {
      ...ride,
      ...pins,
      pinPromptPlay: "https://example.com/prompt.mp3",
    });
    const { outputs } = await plugin.create("ride", inputs, { preview: true });
    expect(outputs["firstPartyPin"]).toEqual(secretOf(unknownValue));
    const resource = await plugin.create("ride", inputs);
    expect(resource.outputs["firstPartyPin"]).toEqual(secretOf(expect.stringMatching(/^\d{4}$/)));
    const previewUpdate = await plugin.update(
      "ride",
      resource,
      { ...inputs, ringTimeout: 30 },
      { preview: true },
    );
    expect(previewUpdate.outputs["firstPartyPin"]).toEqual(resource.outputs["firstPartyPin"]);
  });
});

describe("create, read, update and delete", () => {
  it("send one request each, and secrets come back marked", async () => {
    const resource = await created();
    expect(resource.outputs).toMatchObject({ firstParty: secretOf(first), sessionUuid: resource.id });
    const updated = await plugin.update("ride", resource, { ...resource.inputs, ringTimeout: 30 });
    const read = await plugin.read("ride", updated.id, updated);
    expect(read).toEqual(updated);
    await plugin.delete("ride", updated);
    expect(requests()).toEqual(["POST 201", "POST 200", "GET 200", "DELETE 200"]);
    expect(await plugin.read("ride", updated.id, updated)).toEqual({ id: "", inputs: {}, outputs: {} });
  });

  it("keep a session in the state whose update failed half-way", async () => {
    const resource = await created();
    await plugin.configure();
    emulator.clock.advance(3590);
    const { inputs } = await plugin.check("ride", { ...ride, onExpiry: "ignore", ringTimeout: 30 });
    emulator.clock.advance(20);
    const error = await errorOf(plugin.update("ride", resource, inputs));
    expect(error.details).toContain("expired");
    const { properties, refreshBeforeUpdate, ...failed } = initFailedIn(error) ?? {};
    expect(refreshBeforeUpdate).toBe(false);
    expect(failed).toMatchObject({ id: resource.id, reasons: [error.details] });
    expect(properties).toMatchObject({ firstParty: secretOf(first), status: "expired" });
  });

  it("take what others have changed into inputs and outputs alike, of what is declared", async () => {
    const resource = await created({ ...ride, ringTimeout: 30 });
    emulator.sessions.change(resource.id, { ring_timeout: 77, record: true });
    const read = await plugin.read("ride", resource.id, resource);
    expect(read.inputs).toEqual({ ...resource.inputs, ringTimeout: 77 });
    expect(read.outputs).toEqual({ ...resource.outputs, ringTimeout: 77 });
  });

  it("mark a session with `refresh` for a read before each update", async () => {
    const resource = await created({ ...ride, refresh: true });
    const updated = await plugin.update("ride", resource, { ...resource.inputs, ringTimeout: 30 });
    const read = await plugin.read("ride", updated.id, updated);
    for (const each of [resource, updated, read]) expect(each).toHaveProperty("refreshBeforeUpdate", true);
    expect(await created({ ...ride, secondParty: secretOf("+12025550182") })).not.toHaveProperty(
      "refreshBeforeUpdate",
    );
  });

  it("keep the mark for a read before each update if an update fails half-way", async () => {
    const resource = await created({ ...ride, refresh: true });
    emulator.sessions.change(resource.id, { status: "expired" });
    const { inputs } = await plugin.check("ride", { ...ride, refresh: true, ringTimeout: 30 });
    const error = await errorOf(plugin.update("ride", resource, inputs));
    expect(initFailedIn(error)).toMatchObject({ id: resource.id, refreshBeforeUpdate: true });
  });

  it("say what Plivo refuses, with the code and the address of its entry", async () => {
    emulator.faults.arm({ kind: "status", operation: "create", when: "before", status: 404 });
    const { inputs } = await plugin.check("ride", ride);
    const { details } = await errorOf(plugin.create("ride", inputs));
    expect(details).toMatch(/PLIVO_ADDRESS_NOT_FOUND: http/);
    expect(details).not.toMatch(/202555/);
  });
});

describe("an import", () => {
  it("has inputs that pass check and show no difference", async () => {
    const { id } = await created({
      ...ride,
      ringTimeout: 30,
      record: true,
      callbackUrl: "https://example.com/e",
    });
    await plugin.configure();
    const imported = await plugin.read("ride", id);
    expect(imported.inputs).toMatchObject({ firstParty: secretOf(first), ringTimeout: 30, record: true });
    const { inputs, failures } = await plugin.check("ride", imported.inputs);
    expect(failures).toEqual([]);
    expect(await plugin.diff("ride", imported, inputs)).toMatchObject({ changes: false });
  });

  it("of a session with generated PINs keeps them as outputs, and declares none", async () => {
    const pins = { isPinAuthenticationRequired: true, generatePin: true };
    const { id } = await created({ ...ride, ...pins, pinPromptPlay: "https://example.com/prompt.mp3" });
    await plugin.configure();
    const imported = await plugin.read("ride", id);
    expect(imported.inputs).not.toHaveProperty("firstPartyPin");
    expect(imported.outputs["firstPartyPin"]).toEqual(secretOf(expect.stringMatching(/^\d{4}$/)));
    const { inputs, failures } = await plugin.check("ride", imported.inputs);
    expect(failures).toEqual([]);
    expect(await plugin.diff("ride", imported, inputs)).toMatchObject({ changes: false });
  });
});

describe("a function", () => {
  it("reads a session; only its numbers and PINs are secret", async () => {
    const { id } = await created();
    const { result } = await plugin.invoke("plivo:index:getMaskingSession", { sessionUuid: id });
    expect(result).toMatchObject({ sessionUuid: id, status: "active", firstParty: secretOf(first) });
  });

  it("lists sessions, and says whether there are more", async () => {
    await created();
    const { result } = await plugin.invoke("plivo:index:listMaskingSessions", {
      filters: { status: "active" },
      maxResults: 1,
    });
    expect(result).toMatchObject({ more: false, sessions: [{ secondParty: secretOf(second) }] });
  });

  it.each([
    ["getMaskingSession", { sessionUuid: "4189591e-d004-4801-abdf-8893c15e5dcd" }, /PLIVO_NOT_FOUND/],
    ["getMaskingSession", { sessionUuid: 7 }, /session's UUID/],
    ["listMaskingSessions", { filters: { state: "active" } }, /There is no filter "state"/],
    ["listMaskingSession", {}, /this provider has plivo:index:getMaskingSession/],
  ])("%s of %j fails with a reason", async (name, args, reason) => {
    const { failures } = await plugin.invoke(`plivo:index:${name}`, args);
    expect(failures).toEqual([expect.stringMatching(reason)]);
  });
});

describe("list", () => {
  it("gives a page, and a token for the next one", async () => {
    const ids: string[] = [];
    for (const last of [0, 1, 2])
      ids.unshift((await created({ ...ride, secondParty: `+1202555019${last}` })).id);
    const page = await plugin.list({ status: "active" }, { pageSize: 2 });
    expect(page.ids).toHaveLength(2);
    const rest = await plugin.list({ status: "active" }, { pageSize: 2, token: page.next });
    expect(rest.next).toBe("");
    expect([...page.ids, ...rest.ids].toSorted()).toEqual(ids.toSorted());
  });

  it("gives each session once, however many pages they take", async () => {
    const ids: string[] = [];
    for (const last of [0, 1, 2, 3])
      ids.push((await created({ ...ride, secondParty: `+1202555019${last}` })).id);
    const listed: string[] = [];
    let token = "";
    do {
      const page = await plugin.list({ status: "active" }, { pageSize: 1, token });
      listed.push(...page.ids);
      token = page.next;
    } while (token !== "" && listed.length < 10);
    expect(listed.toSorted()).toEqual(ids.toSorted());
  });
});

describe("a delete that waits for a call to end", () => {
  const draining = { ...ride, drainTimeout: 300 };

  it("stops at the resource's timeout, and expires nothing", async () => {
    const resource = await created(draining);
    emulator.sessions.change(resource.id, { status: "in-progress" });
    const before = emulator.clock.now();
    const { details } = await errorOf(plugin.delete("ride", resource, { timeout: 15 }));
    expect(details).toContain("PLIVO_OPERATION_CANCELLED");
    const seconds = (emulator.clock.now() - before) / 1000;
    expect([seconds >= 15, seconds < 60]).toEqual([true, true]);
    expect(requests()).not.toContain("DELETE 200");
  });

  it("stops if the engine cancels, and the next operation expires the session", async () => {
    const resource = await created({ ...draining, drainTimeout: 1 });
    emulator.sessions.change(resource.id, { status: "in-progress" });
    await plugin.cancel();
    const { details } = await errorOf(plugin.delete("ride", resource));
    expect(details).toContain("PLIVO_OPERATION_CANCELLED");
    await plugin.configure();
    await plugin.delete("ride", resource);
    expect(requests().at(-1)).toBe("DELETE 200");
  });
});

describe("a create whose response is lost", () => {
  const lost = { kind: "reset", operation: "create", when: "before" } as const;

  it("looks for the session no longer than the resource's timeout, and is not sent again after it", async () => {
    const { inputs } = await plugin.check("ride", ride);
    emulator.faults.arm(lost);
    const { details } = await errorOf(plugin.create("ride", inputs, { timeout: 5 }));
    expect(details).toContain("PLIVO_CREATE_UNKNOWN");
    expect(requests().filter((request) => request.startsWith("POST"))).toHaveLength(1);
  });

  it("is sent again after the lookup if there is no timeout", async () => {
    emulator.faults.arm(lost);
    await created();
    expect(requests().filter((request) => request.startsWith("POST"))).toHaveLength(2);
  });
});

describe("two resources of one pair", () => {
  it("are named in a warning by their names, once", async () => {
    const lines = await plugin.linesDuring(async () => {
      await plugin.check("one", ride);
      await plugin.check("two", ride);
    });
    expect(lines.filter((line) => line.includes("the resource one has the same two parties"))).toHaveLength(
      1,
    );
  });
});
