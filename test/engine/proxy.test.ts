import { openStack, type EngineStack } from "../../tools/engine/index";
import { openBehindProxy, proxySecrets, type BehindProxy } from "../support/behind-proxy";
import { declaring, effects, everythingShown, expectSuccess } from "../support/engine";

const session = { firstParty: "+12025550100", secondParty: "+12025550111" };

describe("a stack whose endpoint only a proxy reaches", () => {
  let bench: BehindProxy;
  let stack: EngineStack;
  beforeAll(async () => {
    bench = await openBehindProxy();
    stack = await openStack({
      program: declaring({ ride: session }),
      environment: { ...bench.environment },
    });
  });
  afterAll(async () => {
    await stack.remove();
    await bench.close();
  });

  it("is created, changed, refreshed and destroyed", async () => {
    const up = expectSuccess(await stack.up());
    expect(effects(up)).toMatchObject({ ride: "create" });
    stack.setProgram(declaring({ ride: { ...session, record: true } }));
    expect(effects(expectSuccess(await stack.up()))).toMatchObject({ ride: "update" });
    expectSuccess(await stack.refresh());
    expectSuccess(await stack.destroy());
    expect(bench.emulator.requests.all().map(({ method }) => method)).toEqual([
      "POST",
      "POST",
      "GET",
      "DELETE",
    ]);
    expect(new Set(bench.proxy.requests)).toEqual(new Set(["CONNECT api.plivo.test:443"]));
  });

  it("fails by the proxy's refusal, and shows neither its user nor its password", async () => {
    bench.proxy.misbehaviour = 403;
    const up = await stack.up();
    expect(up.succeeded).toBe(false);
    expect(up.text).toContain("The proxy that HTTPS_PROXY names refused the connection: status 403");
    expect(proxySecrets.filter((secret) => everythingShown(up).includes(secret))).toEqual([]);
    bench.proxy.misbehaviour = undefined;
  });
});
