import { openStack, type EngineStack } from "../../../tools/engine/index.ts";
import { openBehindProxy, proxySecrets, type BehindProxy } from "../../support/behind-proxy.ts";
import { programFor, effects, everythingShown, expectSuccess } from "../../support/engine.ts";

const session = { firstParty: "+12025550100", secondParty: "+12025550111" };

describe("a stack with an endpoint behind a proxy", () => {
  let bench: BehindProxy;
  let stack: EngineStack;
  beforeAll(async () => {
    bench = await openBehindProxy();
    const program = programFor({ ride: session });
    stack = await openStack({ program, environment: { ...bench.environment } });
  });
  afterAll(async () => {
    await stack.remove();
    await bench.close();
  });

  // Each provider and command: test/integration/plivo/through-proxy.test.ts.
  it("is created through it", async () => {
    expect(effects(expectSuccess(await stack.up()))).toEqual({ ride: "create" });
    expect(bench.emulator.sessions.live()).toHaveLength(1);
    expect(bench.proxy.requests).toEqual(["CONNECT api.plivo.test:443"]);
  });

  it("fails by the proxy's refusal, and shows neither its user nor its password", async () => {
    bench.proxy.misbehaviour = 403;
    const refresh = await stack.refresh();
    expect(refresh.succeeded).toBe(false);
    expect(refresh.text).toContain("The proxy that HTTPS_PROXY names refused the connection: status 403");
    expect(proxySecrets.filter((secret) => everythingShown(refresh).includes(secret))).toEqual([]);
    bench.proxy.misbehaviour = undefined;
  });
});
