import { parties } from "../../support/field-changes.ts";
import { hosts } from "../../support/stand-in/hosts.ts";
import type { UpOptions } from "../../support/stand-in/stand-in.ts";
import type { Program } from "../../support/stand-in/resource.ts";
import {
  programFor,
  effects,
  expectFailure,
  expectSuccess,
  standInStack,
  textOf,
} from "../../support/stand-in/stack.ts";

/* test/engine/failures.test.ts tests what the real engine prints of errors. */

describe.each(hosts)("on the %s host", (host) => {
  const stack = standInStack({ host, reset: false });
  const program = programFor({ one: parties(0), two: parties(1) });
  const withThird = programFor({ one: parties(0), two: parties(1), three: parties(2) });
  let ids: Record<string, string>;
  beforeAll(async () => {
    expectSuccess(await stack.engine.up(program));
    ids = stack.ids;
  });
  beforeEach(() => {
    stack.requests();
  });
  afterEach(() => {
    expect(stack.ids).toEqual(ids);
    stack.expectAllLiveKnown();
  });

  /** The outcomes of a refresh, an up and a destroy. */
  async function each(upProgram: Program, options: UpOptions) {
    return [
      await stack.engine.refresh(options),
      await stack.engine.up(upProgram, options),
      await stack.engine.destroy(options),
    ];
  }

  describe("an operation that fails leaves the state as it was:", () => {
    it("bad input names every problem, shows no value, and sends nothing", async () => {
      const args = {
        firstParty: "2025550177",
        secondParty: "+12025550211",
        sessionExpiry: 0.5,
        recrod: true,
      };
      const bad = programFor({ bad: args });
      for (const outcome of [await stack.engine.preview(bad), await stack.engine.up(bad)]) {
        expectFailure(outcome, /firstParty must start with "\+"/);
        expect(textOf(outcome)).toMatch(/sessionExpiry must be a whole number/);
        expect(textOf(outcome)).toMatch(/no argument "recrod"\. Did you mean "record"/);
      }
      expect(stack.requests()).toEqual([]);
    });

    it("missing credentials name both ways to set them, and nothing is sent", async () => {
      const environment = { PLIVO_AUTH_ID: undefined, PLIVO_AUTH_TOKEN: undefined };
      expectFailure(
        await stack.engine.up(withThird, { environment }),
        /PLIVO_AUTH_ID in the environment, or `pulumi config set plivo:authId/,
      );
      expect(stack.requests()).toEqual([]);
    });

    it("wrong credentials cost one refused request for each session, and the token is not shown", async () => {
      const environment = { PLIVO_AUTH_TOKEN: "not-the-token-of-this-account" };
      const refresh = await stack.engine.refresh({ environment });
      expectFailure(refresh, /did not accept the credentials/);
      expect(textOf(refresh)).not.toContain("not-the-token-of-this-account");
      expect(stack.requests()).toEqual(["GET 401", "GET 401"]);
    });

    it("another account's credentials send nothing", async () => {
      const environment = { PLIVO_AUTH_ID: "MAANOTHERACCOUNT0000", PLIVO_AUTH_TOKEN: "token" };
      const changed = programFor({ one: { ...parties(0), record: true }, two: parties(1) });
      for (const outcome of await each(changed, { environment }))
        expectFailure(outcome, /belongs to account \S+, but the configured account is MAANOTHERACCOUNT0000/);
      expect(stack.requests()).toEqual([]);
    });

    it("an API that is down is named with the request", async () => {
      const environment = { PLIVO_ENDPOINT: "http://127.0.0.1:9" };
      for (const outcome of await each(withThird, { environment }))
        expectFailure(outcome, /(GET|POST|DELETE) \/v1\/Account\//);
    });

    it("an endpoint on another machine without TLS is refused, and nothing is sent", async () => {
      const environment = { PLIVO_ENDPOINT: "http://plivo.example.com" };
      expectFailure(await stack.engine.refresh({ environment }), /https/);
    });
  });

  it("a preview needs neither credentials nor network, and sends nothing", async () => {
    const environment = {
      PLIVO_AUTH_ID: undefined,
      PLIVO_AUTH_TOKEN: undefined,
      PLIVO_ENDPOINT: "http://127.0.0.1:9",
    };
    const changed = programFor({
      one: { ...parties(0), record: true },
      two: { ...parties(1), geomatch: false },
    });
    const preview = expectSuccess(await stack.engine.preview(changed, { environment }));
    expect(effects(preview)).toEqual({ one: "update", two: "replace" });
  });
});
