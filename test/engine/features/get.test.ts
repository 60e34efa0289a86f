import { MaskingSession } from "pulumi-plivo-masking";
import { effects, everythingShown, expectSuccess, openBench, type Bench } from "../../support/engine";
import { parties } from "../../support/field-changes";
import { makeElsewhere } from "../../support/elsewhere";
import { storedIds } from "../../support/stored";

describe("MaskingSession.get", () => {
  let bench: Bench;
  const ids: string[] = [];
  beforeAll(async () => {
    bench = await openBench();
    for (const both of [parties(0), parties(1), parties(2)])
      ids.push(await makeElsewhere(bench.emulator, both));
  });
  afterAll(() => bench.close());

  it("reads a live session in a preview, whose values other resources can use there", async () => {
    bench.stack.setProgram(() => {
      const live = MaskingSession.get("live", ids[0] ?? "");
      const callbackUrl = live.virtualNumber.apply((number) => `https://example.com/${number}`);
      new MaskingSession("user", { ...parties(3), callbackUrl });
      return Promise.resolve({ party: live.firstParty });
    });
    const preview = expectSuccess(await bench.stack.preview({ diff: true }));
    const number = bench.emulator.sessions.get(ids[0] ?? "")?.virtual_number ?? "";
    expect(effects(preview)).toEqual({ live: "read", user: "create" });
    expect(preview.text).toContain(`"https://example.com/+${number}"`);
    expect(preview.outputs).toMatchObject({ party: { ciphertext: "[secret]" } });
    expect(bench.requests()).toEqual(["GET 200"]);
  });

  it("fails in a preview, and says so, where a session has expired or the account has none", async () => {
    const [, expired = "", missing = ""] = ids;
    bench.emulator.sessions.change(expired, { status: "expired" });
    bench.emulator.sessions.remove(missing);
    bench.stack.setProgram(() => {
      MaskingSession.get("expired", expired);
      MaskingSession.get("missing", missing);
      return Promise.resolve();
    });
    const preview = await bench.stack.preview();
    expect(preview.succeeded).toBe(false);
    expect(preview.text).toMatch(new RegExp(`error: .*Masking session ${expired} expired .* ago\\.`));
    expect(preview.text).toMatch(
      new RegExp(`error: .*Masking session ${missing} does not exist in this account\\.`),
    );
    expect(preview.text).not.toMatch(/\n\s+at .*:\d+:\d+/);
    expect(bench.requests().sort()).toEqual(["GET 200", "GET 404"]);
  });
});

describe("a refresh of what MaskingSession.get has read", () => {
  const { firstParty, secondParty } = parties(10);
  const password = "Hidden4711";
  const secrets = { firstParty, secondParty, firstPartyPin: "48291357", secondPartyPin: "73951846" };
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench();
  });
  afterAll(() => bench.close());

  it("keeps numbers, PINs and the password in a URL as secret as they were", async () => {
    const id = await makeElsewhere(bench.emulator, {
      ...secrets,
      isPinAuthenticationRequired: true,
      pinPromptPlay: "https://example.com/prompt.mp3",
      callbackUrl: `https://caller:${password}@example.com/events`,
    });
    const hidden = [...Object.values(secrets).map((text) => text.replace("+", "")), password];
    bench.stack.setProgram(() => {
      const { callbackUrl, firstParty: party } = MaskingSession.get("read", id);
      return Promise.resolve({ callbackUrl, party });
    });
    const shown = [];
    for (const run of ["up", "refresh", "up"] as const) {
      shown.push(everythingShown(expectSuccess(await bench.stack[run]())));
      shown.push(String(await bench.stack.stateFileBytes()));
    }
    shown.push(everythingShown(expectSuccess(await bench.stack.preview({ diff: true }))));
    expect(shown.map((text) => hidden.filter((one) => text.includes(one)))).toEqual(shown.map(() => []));
  });

  it("leaves the clock's demands to the session's own resource, where the stack has that too", async () => {
    const known: string[] = [];
    bench.stack.setProgram(() => {
      new MaskingSession("own", { ...parties(11), sessionExpiry: 3600, renewBefore: 600 });
      for (const id of known) MaskingSession.get("read", id);
      return Promise.resolve();
    });
    expectSuccess(await bench.stack.up());
    known.push((await storedIds(bench.stack))["own"] ?? "");
    expectSuccess(await bench.stack.up());
    bench.advance(3300);
    bench.requests();
    expect(effects(expectSuccess(await bench.stack.up({ refresh: true })))).toMatchObject({ own: "update" });
    expect(bench.requests()).toContain("POST 200");
  });
});
