import { openStack, type EngineStack } from "../../../tools/engine/index.ts";
import { openBehindProxy, proxySecrets, type BehindProxy } from "../../support/behind-proxy.ts";
import { programFor, effects, everythingShown, expectSuccess } from "../../support/engine.ts";

const session = { firstParty: "+12025550100", secondParty: "+12025550111" };
const other = { firstParty: "+12025550101", secondParty: "+12025550112" };

describe("a stack with an endpoint behind a proxy", () => {
  let bench: BehindProxy;
  let stack: EngineStack;
  beforeAll(async () => {
    bench = await openBehindProxy();
    stack = await openStack({
      program: programFor({ ride: session, other }),
      environment: { ...bench.environment },
    });
  });
  afterAll(async () => {
    await stack.remove();
    await bench.close();
  });

  it("is created, refreshed, changed and deleted from", async () => {
    const up = expectSuccess(await stack.up());
    expect(effects(up)).toMatchObject({ ride: "create", other: "create" });
    stack.setProgram(programFor({ ride: { ...session, record: true } }));
    const changed = expectSuccess(await stack.up({ refresh: true }));
    expect(effects(changed)).toMatchObject({ ride: "update", other: "delete" });
    const methods = bench.emulator.requests.all().map(({ method }) => method);
    expect(methods).toEqual(["POST", "POST", "GET", "GET", "POST", "DELETE"]);
    expect(new Set(bench.proxy.requests)).toEqual(new Set(["CONNECT api.plivo.test:443"]));
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
