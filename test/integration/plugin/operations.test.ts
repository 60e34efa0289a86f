import { initFailedIn, secretOf, unknownValue, type Bag } from "../../support/plugin-calls.ts";
import { errorOf, first, generatedPins, PluginStage, ride, second, secretPin } from "./support.ts";

const stage = new PluginStage();

describe("a preview", () => {
  it("of a create knows what is declared, and not the rest, of which generated PINs are secret", async () => {
    const inputs = await stage.check({ ...ride, ...generatedPins });
    const { id, outputs } = await stage.plugin.create("ride", inputs, { preview: true });
    expect(id).toBe("");
    const unknown = ["authId", "sessionUuid", "virtualNumber", "status", "createdTime", "expiryTime"];
    expect(outputs).toEqual({
      ...inputs,
      ...Object.fromEntries(unknown.map((name) => [name, unknownValue])),
      firstPartyPin: secretOf(unknownValue),
      secondPartyPin: secretOf(unknownValue),
    });
    expect(stage.requests()).toEqual([]);
  });

  it("of an update in place knows the identity, and not the end if it moves", async () => {
    const resource = await stage.create({ ...ride, ...generatedPins });
    stage.emulator.requests.clear();
    const previewUpdate = async (news: Bag) =>
      (await stage.plugin.update("ride", resource, { ...resource.inputs, ...news }, { preview: true }))
        .outputs;
    expect(await previewUpdate({ ringTimeout: 30 })).toEqual({ ...resource.outputs, ringTimeout: 30 });
    expect(await previewUpdate({ sessionExpiry: 7200 })).toMatchObject({
      virtualNumber: resource.outputs["virtualNumber"],
      expiryTime: unknownValue,
    });
    expect(stage.requests()).toEqual([]);
  });
});

describe("create, read, update and delete", () => {
  it("send one request each, and secrets come back marked", async () => {
    const resource = await stage.create();
    expect(resource.outputs).toMatchObject({ firstParty: secretOf(first), sessionUuid: resource.id });
    const updated = await stage.plugin.update("ride", resource, { ...resource.inputs, ringTimeout: 30 });
    const read = await stage.plugin.read("ride", updated.id, updated);
    expect(read).toEqual(updated);
    await stage.plugin.delete("ride", updated);
    expect(stage.requests()).toEqual(["POST 201", "POST 200", "GET 200", "DELETE 200"]);
    const gone = await stage.plugin.read("ride", updated.id, updated);
    expect(gone).toEqual({ id: "", inputs: {}, outputs: {} });
  });

  it.each([
    ["", {}, false],
    [", with the mark for a read before each update", { refresh: true }, true],
  ])("keep a session in the state whose update failed half-way%s", async (_, args, refreshBeforeUpdate) => {
    const resource = await stage.create({ ...ride, ...args });
    stage.emulator.sessions.change(resource.id, { status: "expired" });
    const inputs = await stage.check({ ...ride, ...args, ringTimeout: 30 });
    const error = await errorOf(stage.plugin.update("ride", resource, inputs));
    expect(error.details).toContain("expired");
    const { properties, ...failed } = initFailedIn(error) ?? {};
    expect(failed).toEqual({ id: resource.id, reasons: [error.details], refreshBeforeUpdate });
    expect(properties).toMatchObject({ firstParty: secretOf(first), status: "expired" });
  });

  it("take what others have changed into inputs and outputs alike, of what is declared", async () => {
    const resource = await stage.create({ ...ride, ringTimeout: 30 });
    stage.emulator.sessions.change(resource.id, { ring_timeout: 77, record: true });
    const read = await stage.plugin.read("ride", resource.id, resource);
    expect(read.inputs).toEqual({ ...resource.inputs, ringTimeout: 77 });
    expect(read.outputs).toEqual({ ...resource.outputs, ringTimeout: 77 });
  });

  it("mark a session with `refresh` for a read before each update", async () => {
    const resource = await stage.create({ ...ride, refresh: true });
    const updated = await stage.plugin.update("ride", resource, { ...resource.inputs, ringTimeout: 30 });
    const read = await stage.plugin.read("ride", updated.id, updated);
    for (const each of [resource, updated, read]) expect(each).toHaveProperty("refreshBeforeUpdate", true);
    const other = await stage.create({ ...ride, secondParty: secretOf("+12025550182") });
    expect(other).not.toHaveProperty("refreshBeforeUpdate");
  });

  it("say what Plivo refuses, with the code and the address of its entry", async () => {
    stage.emulator.faults.arm({ kind: "status", operation: "create", when: "before", status: 404 });
    const { details } = await errorOf(stage.create());
    expect(details).toMatch(/PLIVO_ADDRESS_NOT_FOUND: http/);
    expect(details).not.toMatch(/202555/);
  });
});

it("an import has inputs that pass check and show no difference, and generated PINs as outputs only", async () => {
  const { id } = await stage.create({ ...ride, ...generatedPins, ringTimeout: 30, record: true });
  await stage.plugin.configure();
  const imported = await stage.plugin.read("ride", id);
  expect(imported.inputs).toMatchObject({ firstParty: secretOf(first), ringTimeout: 30, record: true });
  expect(imported.inputs).not.toHaveProperty("firstPartyPin");
  expect(imported.outputs["firstPartyPin"]).toEqual(secretPin);
  const inputs = await stage.check(imported.inputs);
  expect(await stage.plugin.diff("ride", imported, inputs)).toMatchObject({ changes: false });
});

describe("a function", () => {
  it("reads a session; only its numbers and PINs are secret", async () => {
    const { id } = await stage.create();
    const { result } = await stage.plugin.invoke("plivo:index:getMaskingSession", { sessionUuid: id });
    expect(result).toMatchObject({ sessionUuid: id, status: "active", firstParty: secretOf(first) });
  });

  it("lists sessions, and says whether there are more", async () => {
    await stage.create();
    const args = { filters: { status: "active" }, maxResults: 1 };
    const { result } = await stage.plugin.invoke("plivo:index:listMaskingSessions", args);
    expect(result).toMatchObject({ more: false, sessions: [{ secondParty: secretOf(second) }] });
  });

  it.each([
    ["getMaskingSession", { sessionUuid: "4189591e-d004-4801-abdf-8893c15e5dcd" }, /PLIVO_NOT_FOUND/],
    ["getMaskingSession", { sessionUuid: 7 }, /session's UUID/],
    ["listMaskingSessions", { filters: { state: "active" } }, /There is no filter "state"/],
    ["listMaskingSession", {}, /this provider has plivo:index:getMaskingSession/],
  ])("%s of %j fails with a reason", async (name, args, reason) => {
    const { failures } = await stage.plugin.invoke(`plivo:index:${name}`, args);
    expect(failures).toEqual([expect.stringMatching(reason)]);
  });
});

it("list gives each session once, in pages of the size that the engine asks for", async () => {
  const ids: string[] = [];
  for (const last of [0, 1, 2, 3, 4])
    ids.push((await stage.create({ ...ride, secondParty: `+1202555019${last}` })).id);
  const pages: string[][] = [];
  let token: string | undefined;
  while (token !== "" && pages.length < 10) {
    const page = await stage.plugin.list({ status: "active" }, { pageSize: 2, token });
    pages.push(page.ids);
    token = page.next;
  }
  expect(pages.map(({ length }) => length)).toEqual([2, 2, 1]);
  expect(pages.flat().toSorted()).toEqual(ids.toSorted());
});

describe("a delete that waits for a call to end", () => {
  const inCall = async (drainTimeout: number) => {
    const resource = await stage.create({ ...ride, drainTimeout });
    stage.emulator.sessions.change(resource.id, { status: "in-progress" });
    return resource;
  };

  it("stops at the resource's timeout, and expires nothing", async () => {
    const resource = await inCall(300);
    const before = stage.emulator.clock.now();
    const { details } = await errorOf(stage.plugin.delete("ride", resource, { timeout: 15 }));
    expect(details).toContain("PLIVO_OPERATION_CANCELLED");
    const seconds = (stage.emulator.clock.now() - before) / 1000;
    expect([seconds >= 15, seconds < 60]).toEqual([true, true]);
    expect(stage.requests()).not.toContain("DELETE 200");
  });

  it("stops if the engine cancels, and the next operation expires the session", async () => {
    const resource = await inCall(1);
    await stage.plugin.cancel();
    const { details } = await errorOf(stage.plugin.delete("ride", resource));
    expect(details).toContain("PLIVO_OPERATION_CANCELLED");
    await stage.plugin.configure();
    await stage.plugin.delete("ride", resource);
    expect(stage.requests().at(-1)).toBe("DELETE 200");
  });
});

it("a lost create is looked up no longer than the resource's timeout, and not sent again after it", async () => {
  const inputs = await stage.check(ride);
  stage.emulator.faults.arm({ kind: "reset", operation: "create", when: "before" });
  const { details } = await errorOf(stage.plugin.create("ride", inputs, { timeout: 5 }));
  expect(details).toContain("PLIVO_CREATE_UNKNOWN");
  expect(stage.requests().filter((request) => request.startsWith("POST"))).toHaveLength(1);
});
