import { MaskingSession } from "pulumi-plivo-masking";
import { effects, expectSuccess, openBench, type Bench } from "../../support/engine";
import { parties } from "../../support/field-changes";
import { makeElsewhere } from "../../support/elsewhere";

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
      const callbackUrl = live.virtualNumber.apply((number) => `https://example.com/${number ?? "none"}`);
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
