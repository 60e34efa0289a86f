import * as pulumi from "@pulumi/pulumi";
import { MaskingSession } from "pulumi-plivo-masking";
import { effects, expectSuccess, useBench } from "../../support/engine.ts";
import { parties } from "../../support/field-changes.ts";
import { takeAccountRequests } from "../../support/requests.ts";
import { storedIds, urnOf } from "../../support/stored.ts";

/** What Pulumi calls an explicit provider. */
class Plivo extends pulumi.ProviderResource {
  constructor(name: string, settings: pulumi.Inputs) {
    super("pulumi-nodejs", name, settings);
  }
}

const accounts = ["SUPPORT", "SALES", "EXPLICIT"].map((name) => ({
  authId: `MA${name}`,
  authToken: `token-of-${name.toLowerCase()}`,
}));
const [support, sales, explicit] = accounts;

/**
 * The first session belongs to the stack's own account, even if it gets the other account's provider later.
 */
function program(given = false) {
  return () => {
    const plivo = new Plivo("plivo", {
      "plivo:authId": explicit?.authId,
      "plivo:authToken": pulumi.secret(explicit?.authToken),
    });
    new MaskingSession("main", parties(0), given ? { provider: plivo } : {});
    new MaskingSession("support", { ...parties(1), account: "support" });
    new MaskingSession("sales", { ...parties(2), account: "sales" });
    new MaskingSession("explicit", parties(3), { provider: plivo });
    return Promise.resolve();
  };
}

const refusal = (id = "", owner = "", configured = "") =>
  `Masking session ${id} belongs to account ${owner}, but the configured account is ${configured}. Nothing was sent.`;

describe("several accounts in one program", () => {
  const bench = useBench({}, { accounts });
  let ids: Record<string, string>;
  beforeAll(async () => {
    const { stack, emulator } = bench;
    stack.setProgram(program());
    stack.setEnvironment({
      PLIVO_AUTH_ID: undefined,
      PLIVO_AUTH_TOKEN: undefined,
      PLIVO_SUPPORT_AUTH_ID: support?.authId,
      PLIVO_SUPPORT_AUTH_TOKEN: support?.authToken,
    });
    await stack.setConfig("plivo:authId", emulator.authId);
    await stack.setConfig("plivo:authToken", emulator.authToken, true);
    await stack.setConfig("plivo:accounts", JSON.stringify({ sales }), true);
    expectSuccess(await stack.up());
    ids = await storedIds(stack);
  });

  const owner = (name: string) => bench.emulator.sessions.get(ids[name] ?? "")?.auth_id;

  it("create each session in the account of its argument, by the environment or the stack's configuration", () => {
    expect([owner("main"), owner("support"), owner("sales")]).toEqual([
      "MA-LOCAL-EMULATOR-00",
      "MASUPPORT",
      "MASALES",
    ]);
  });

  it("create a session of an explicit provider by that provider's own settings", () => {
    expect(owner("explicit")).toBe("MAEXPLICIT");
    expect(takeAccountRequests(bench.emulator)).toEqual([
      "POST MA-LOCAL-EMULATOR-00",
      "POST MAEXPLICIT",
      "POST MASALES",
      "POST MASUPPORT",
    ]);
  });

  it("show nothing if a session gets another provider, and refuse its next refresh without a request", async () => {
    bench.stack.setProgram(program(true));
    const up = expectSuccess(await bench.stack.up());
    expect(new Set(Object.values(effects(up)))).toEqual(new Set(["same"]));
    const refresh = await bench.stack.refresh();
    expect(refresh.succeeded).toBe(false);
    expect(refresh.text).toContain(refusal(ids["main"], "MA-LOCAL-EMULATOR-00", "MAEXPLICIT"));
    expect(takeAccountRequests(bench.emulator)).not.toContain("GET MA-LOCAL-EMULATOR-00");
  });

  it("refuse a session of an explicit provider once PLIVO_AUTH_ID is set, which wins over its settings", async () => {
    bench.stack.setEnvironment(bench.emulator.environment);
    const refresh = await bench.stack.refresh();
    expect(refresh.succeeded).toBe(false);
    expect(refresh.text).toContain(refusal(ids["explicit"], "MAEXPLICIT", "MA-LOCAL-EMULATOR-00"));
    expect(takeAccountRequests(bench.emulator)).not.toContain("GET MAEXPLICIT");
  });

  it("expire each session in the account of its account argument", async () => {
    const target = await Promise.all(["support", "sales"].map((name) => urnOf(bench.stack, name)));
    expectSuccess(await bench.stack.destroy({ target }));
    expect(takeAccountRequests(bench.emulator)).toEqual(["DELETE MASALES", "DELETE MASUPPORT"]);
  });
});
