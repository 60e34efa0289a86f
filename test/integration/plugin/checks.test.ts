import { secretOf, unknownValue } from "../../support/plugin-calls.ts";
import { errorOf, first, PluginStage, ride, second } from "./support.ts";

const stage = new PluginStage();

describe("a provider's settings", () => {
  const account = { authId: "MAEXPLICIT0000000000", authToken: "a-token-in-clear" };

  it("come back with the token as a secret", async () => {
    const { inputs, failures } = await stage.plugin.checkConfig({ ...account, requestsPerSecond: "20" });
    expect(failures).toEqual([]);
    expect(inputs).toEqual({
      ...account,
      authToken: secretOf("a-token-in-clear"),
      requestsPerSecond: "20",
    });
  });

  it("replace the provider if the account is another one, and update it if anything else differs", async () => {
    const rotated = { ...account, authToken: secretOf("another-token-in-clear") };
    expect(await stage.plugin.diffConfig(account, rotated)).toEqual({ diffs: ["authToken"], replaces: [] });
    const other = { ...account, authId: "MAANOTHER0000000000" };
    expect(await stage.plugin.diffConfig(account, other)).toEqual({
      diffs: ["authId"],
      replaces: ["authId"],
    });
    expect(await stage.plugin.diffConfig(account, account)).toEqual({ diffs: [], replaces: [] });
  });

  it("are refused by name, but not an endpoint, which can have a password in it", async () => {
    const { failures } = await stage.plugin.checkConfig({
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
    const known = { isPinAuthenticationRequired: true, callbackUrl: "https://example.com/events" };
    const secret = {
      secondParty: second,
      firstPartyPin: "48217",
      secondPartyPin: "90356",
      pinPromptPlay: "https://user:secret-word@example.com/prompt.mp3",
    };
    expect(await stage.check({ ...known, ...secret, firstParty: "+1 202 555 0180" })).toEqual({
      ...known,
      firstParty: secretOf(first),
      ...Object.fromEntries(Object.entries(secret).map(([name, value]) => [name, secretOf(value)])),
    });
  });

  it("keeps what the program has marked as secret, and what a preview does not know", async () => {
    const sent = { ...ride, callbackUrl: secretOf(unknownValue), ringTimeout: unknownValue };
    expect(await stage.check(sent)).toEqual(sent);
  });

  it("names the property of a problem, unless its value is secret", async () => {
    const { failures } = await stage.plugin.check("ride", {
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
    const { failures } = await stage.plugin.check("ride", { ...ride, [name]: "support" });
    expect(failures).toEqual([
      expect.stringMatching(new RegExp(`^${name}: ${name} is an argument of the dynamic form only: ${way}`)),
    ]);
  });

  it("refuses a type that it does not have, by the name of the one that it has", async () => {
    const type = "plivo:index/maskingSession:MaskingSession";
    const { details } = await errorOf(stage.plugin.check("ride", ride, type));
    expect(details).toContain("plivo:index:MaskingSession: use that one");
    expect(details).toContain("PLIVO_UNKNOWN_TYPE");
  });

  it("warns of a second resource of one pair once, by both names", async () => {
    const lines = await stage.plugin.linesDuring(async () => {
      for (const name of ["one", "two"]) await stage.plugin.check(name, ride);
    });
    const line = "the resource one has the same two parties";
    expect(lines.filter((text) => text.includes(line))).toHaveLength(1);
  });
});

describe("diff", () => {
  it("is none without a change, and keeps the session's identity stable", async () => {
    const resource = await stage.create();
    const inputs = await stage.check({ ...ride, firstParty: secretOf("+1 (202) 555-0180") });
    expect(await stage.plugin.diff("ride", resource, inputs)).toEqual({
      changes: false,
      replaces: [],
      stables: ["authId", "sessionUuid", "createdTime"],
      detailed: {},
    });
  });

  it("names each property that differs, and how", async () => {
    const resource = await stage.create({ ...ride, ringTimeout: 30, record: true });
    const inputs = await stage.check({ ...ride, ringTimeout: 40, geomatch: false });
    expect(await stage.plugin.diff("ride", resource, inputs)).toEqual({
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

  it.each([
    ["an end that has passed as the replacing property", 4000, ["expiryTime"], "update_replace"],
    ["an extension by renewBefore as a change of the end", 3000, [], "update"],
  ])("shows %s", async (_, seconds, replaces, kind) => {
    const args = { ...ride, renewBefore: 1800 };
    const resource = await stage.create(args);
    stage.emulator.clock.advance(seconds);
    expect(await stage.plugin.diff("ride", resource, await stage.check(args))).toMatchObject({
      replaces,
      detailed: { expiryTime: [kind, false] },
    });
  });

  it("after a read is a refresh's, in which the clock demands nothing, until the resource is checked again", async () => {
    const args = { ...ride, renewBefore: 1800 };
    const resource = await stage.create(args);
    stage.emulator.clock.advance(3000);
    const read = await stage.plugin.read("ride", resource.id, resource);
    expect((await stage.plugin.diff("ride", read, read.inputs)).changes).toBe(false);
    expect((await stage.plugin.diff("ride", read, await stage.check(args))).changes).toBe(true);
  });

  it("is there for a state that lacks what this provider writes, although no argument differs", async () => {
    const resource = await stage.create();
    const { authId: _, ...outputs } = resource.outputs;
    await stage.plugin.configure();
    const inputs = await stage.check(ride);
    expect(await stage.plugin.diff("ride", { ...resource, outputs }, inputs)).toMatchObject({
      changes: true,
      replaces: [],
      detailed: {},
    });
  });

  it("shows a change of only `refresh`, which sends nothing", async () => {
    const resource = await stage.create();
    const inputs = await stage.check({ ...ride, refresh: true });
    const { detailed } = await stage.plugin.diff("ride", resource, inputs);
    expect(detailed).toEqual({ refresh: ["add", true] });
    stage.emulator.requests.clear();
    const updated = await stage.plugin.update("ride", resource, inputs);
    expect(updated.outputs["refresh"]).toBe(true);
    expect(stage.requests()).toEqual([]);
  });
});
