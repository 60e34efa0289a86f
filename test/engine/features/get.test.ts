import { MaskingSession } from "pulumi-plivo-masking";
import type { Operation } from "../../../tools/engine/index.ts";
import { effects, everythingShown, expectSuccess, useBench } from "../../support/engine.ts";
import { parties } from "../../support/field-changes.ts";
import { createElsewhere } from "../../support/elsewhere.ts";
import { storedIds } from "../../support/stored.ts";

const { firstParty, secondParty } = parties(10);
const password = "Hidden4711";
const secrets = { firstParty, secondParty, firstPartyPin: "48291357", secondPartyPin: "73951846" };

describe("MaskingSession.get", () => {
  const bench = useBench();
  const ids: string[] = [];
  let last: Operation;
  beforeAll(async () => {
    for (const both of [parties(0), parties(1), parties(2)])
      ids.push(await createElsewhere(bench.emulator, both));
  });

  it("reads a live session in a preview, so other resources can use its values there", async () => {
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

  it("fails in a preview with the reason if a session has expired or the account has none", async () => {
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

  it("keeps numbers, PINs and the password in a URL as secret through an up, a refresh and a preview as they were", async () => {
    const id = await createElsewhere(bench.emulator, {
      ...secrets,
      sessionExpiry: 86_400,
      isPinAuthenticationRequired: true,
      pinPromptPlay: "https://example.com/prompt.mp3",
      callbackUrl: `https://caller:${password}@example.com/events`,
    });
    const hidden = [...Object.values(secrets).map((text) => text.replace("+", "")), password];
    const known: string[] = [];
    bench.stack.setProgram(() => {
      const { callbackUrl, firstParty: party } = MaskingSession.get("read", id);
      new MaskingSession("own", { ...parties(11), sessionExpiry: 3600, renewBefore: 600 });
      for (const own of known) MaskingSession.get("own-read", own);
      return Promise.resolve({ callbackUrl, party });
    });
    const shown = [];
    for (const options of [{}, { refresh: true, diff: true }]) {
      last = expectSuccess(await bench.stack.up(options));
      shown.push(everythingShown(last));
      shown.push(String(await bench.stack.stateFileBytes()));
      known[0] = (await storedIds(bench.stack))["own"] ?? "";
      bench.advance(3300);
    }
    expect(shown.map((text) => hidden.filter((one) => text.includes(one)))).toEqual(shown.map(() => []));
  });

  it("leaves renewals to the session's own resource if the stack has that too", () => {
    expect(effects(last)).toMatchObject({ own: "update" });
    expect(bench.requests()).toContain("POST 200");
  });
});
