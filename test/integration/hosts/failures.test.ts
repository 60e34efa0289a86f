import { parties } from "../../support/field-changes.ts";
import { hosts } from "../../support/stand-in/hosts.ts";
import {
  programFor,
  effects,
  expectFailure,
  expectSuccess,
  standInStack,
} from "../../support/stand-in/stack.ts";

/* test/engine/failures.test.ts tests what the real engine prints of errors. */

describe.each(hosts)("on the %s host", (host) => {
  const stack = standInStack({ host, reset: false });
  const sessions = { one: parties(0), two: parties(1) };
  const withoutCredentials = { PLIVO_AUTH_ID: undefined, PLIVO_AUTH_TOKEN: undefined };
  beforeAll(async () => {
    expectSuccess(await stack.engine.up(programFor(sessions)));
  });
  beforeEach(() => {
    stack.requests();
  });
  afterEach(() => {
    expect(stack.expectAllLiveKnown()).toHaveLength(2);
  });

  it("an up without credentials names both ways to set them, and sends nothing", async () => {
    expectFailure(
      await stack.engine.up(programFor({ ...sessions, three: parties(2) }), {
        environment: withoutCredentials,
      }),
      /PLIVO_AUTH_ID in the environment, or `pulumi config set plivo:authId/,
    );
    expect(stack.requests()).toEqual([]);
  });

  it("wrong credentials cost one refused request for each session, and the token is not shown", async () => {
    const environment = { PLIVO_AUTH_TOKEN: "wrong-emulator-token" };
    expectFailure(await stack.engine.refresh({ environment }), /did not accept the credentials/);
    expect(stack.requests()).toEqual(["GET 401", "GET 401"]);
  });

  it("a preview needs neither credentials nor network, and sends nothing", async () => {
    const environment = { ...withoutCredentials, PLIVO_ENDPOINT: "http://127.0.0.1:9" };
    const changed = programFor({
      one: { ...parties(0), record: true },
      two: { ...parties(1), geomatch: false },
    });
    const preview = expectSuccess(await stack.engine.preview(changed, { environment }));
    expect(effects(preview)).toEqual({ one: "update", two: "replace" });
  });
});
