import {
  accountsOf,
  changedSettings,
  replacingSettings,
  settingProblems,
  settingsOf,
} from "../../../provider/accounts/provider-settings.ts";
import { machineClock } from "../../../provider/common/clock.ts";

const token = "a-token-of-a-provider";
const settings = { authId: "MAEXPLICIT0000000000", authToken: token };

describe("a provider's settings", () => {
  it("are texts, as in a stack's configuration", () => {
    expect(
      settingsOf({ ...settings, requestsPerSecond: 2.5, version: "0.1.0", ifExists: undefined }),
    ).toEqual({
      ...settings,
      requestsPerSecond: "2.5",
    });
  });

  it.each([
    [{ ifExists: "maybe" }, "ifExists", /must be one of create, adopt, fail/],
    [{ requestsPerSecond: "0" }, "requestsPerSecond", /must be a number from 0.2 to 60/],
    [{ endpoint: "https://user:a-token-of-a-provider@example.com" }, "endpoint", /must be the part before/],
    [{ authId: "MAEXPLICIT0000000000" }, "authToken", /^authToken must be set with authId/],
    [{ authToken: token }, "authId", /^authId must be set with authToken/],
  ])("%j of an explicit provider is rejected by name", (given, name, reason) => {
    expect(settingProblems(given, true)).toEqual([{ name, reason: expect.stringMatching(reason) as string }]);
    expect(JSON.stringify(settingProblems(given, true))).not.toContain(token);
  });

  it("of the default provider can come from two places", () => {
    expect(settingProblems({ authId: "MAEXPLICIT0000000000" }, false)).toEqual([]);
  });

  it("replace the provider if both sides name an account, and the accounts differ", () => {
    const other = { ...settings, authId: "MAOTHER0000000000000" };
    expect(replacingSettings(settings, other)).toEqual(["authId"]);
    expect(replacingSettings({}, settings)).toEqual([]);
    expect(replacingSettings(settings, {})).toEqual([]);
    expect(replacingSettings(settings, { ...settings, authToken: "new" })).toEqual([]);
    expect(changedSettings(settings, { ...settings, authToken: "new" })).toEqual(["authToken"]);
    expect(changedSettings(settings, { ...settings })).toEqual([]);
  });
});

describe("the account of a provider", () => {
  const environment = {
    PLIVO_AUTH_ID: "MAENVIRONMENT0000000",
    PLIVO_AUTH_TOKEN: "the environment's",
    PLIVO_IF_EXISTS: "fail",
  };
  const open = (explicit: boolean, given: object = settings) =>
    accountsOf(given, explicit, { environment, clock: machineClock, log: () => undefined });

  it("is that of an explicit provider's arguments, whatever the environment contains", () => {
    expect(open(true).client(undefined).authId).toBe(settings.authId);
    expect(open(true, { ...settings, ifExists: "adopt" }).ifExists(undefined)).toBe("adopt");
  });

  it("is the environment's for the default provider, or else the configuration's", () => {
    expect(open(false).client(undefined).authId).toBe(environment.PLIVO_AUTH_ID);
    const bare = accountsOf(settings, false, { environment: {}, clock: machineClock, log: () => undefined });
    expect(bare.client(undefined).authId).toBe(settings.authId);
  });
});
