import { ConfigurationError } from "../../../provider/accounts/configuration-error.ts";
import {
  mixedSourcesWarning,
  resolveAccount,
  resolveStoredAccount,
} from "../../../provider/accounts/credentials.ts";
import type { StackConfig } from "../../../provider/accounts/stack-config.ts";
import { check } from "../session/check-reasons.ts";

const parties = { firstParty: "+12025550100", secondParty: "+12025550111" };
const stackConfig = (values: Record<string, string>): StackConfig => ({ get: (key) => values[key] });
const ofAccounts = (...names: string[]) =>
  stackConfig({
    "plivo:accounts": JSON.stringify(
      Object.fromEntries(names.map((name) => [name, { authId: `MA-${name}`, authToken: "token" }])),
    ),
  });

const strange = ["x y", "Ünter", "помощь", "支援", "a.b", "a\u202eb", "a\nb", "x\u200by"];

describe("the name of an account", () => {
  it.each(strange)("%j is rejected by check, and not quoted", (account) => {
    const { problems } = check({ ...parties, account });
    expect(problems).toEqual([
      expect.stringMatching(/^account may have only letters, digits, dashes and underscores/),
    ]);
    expect(problems.join()).not.toContain(account);
  });

  it.each(["support", "Support-2", "eu_west", "7"])("%s is accepted", (account) => {
    expect(check({ ...parties, account })).toMatchObject({ problems: [], inputs: { account } });
  });

  it.each(strange)("%j is rejected in a program or a command", (name) => {
    expect(() => resolveAccount(name, {}, ofAccounts(name))).toThrow(ConfigurationError);
  });

  it.each(strange)("%j is rejected in plivo:accounts", (name) => {
    const resolve = () => resolveAccount("support", {}, ofAccounts("support", name));
    expect(resolve).toThrow(ConfigurationError);
    expect(resolve).toThrow(/^In the stack's plivo:accounts, an account's name may have only letters/);
  });

  it.each(strange)("%j of a state still has its credentials", (name) => {
    const config = ofAccounts("support", name);
    expect(resolveStoredAccount(name, {}, config).authId).toBe(`MA-${name}`);
    expect(resolveStoredAccount("support", {}, config).authId).toBe("MA-support");
  });

  it("of a state still reads the variables that it read before", () => {
    const environment = { PLIVO_X_Y_AUTH_ID: "MAXY", PLIVO_X_Y_AUTH_TOKEN: "token" };
    expect(resolveStoredAccount("x y", environment, undefined).authId).toBe("MAXY");
  });

  it.each([
    ["x-y", "X_Y"],
    ["support", "Support"],
    ["a--b", "a_-B"],
  ])("%s and %s are rejected together, because they share their variables", (one, other) => {
    const shared = /^The accounts ".*" and ".*" share their environment variables, PLIVO_\w+_AUTH_ID /;
    expect(() => resolveAccount(one, {}, ofAccounts(one, other))).toThrow(shared);
    expect(() => resolveAccount("sales", {}, ofAccounts("sales", one, other))).toThrow(shared);
    expect(() => resolveAccount(one, {}, ofAccounts(other))).toThrow(shared);
    expect(resolveStoredAccount(one, {}, ofAccounts(one, other)).authId).toBe(`MA-${one}`);
  });
});

describe("the sources of an auth ID and its token", () => {
  const [id, token] = [{ PLIVO_AUTH_ID: "MAONE" }, { PLIVO_AUTH_TOKEN: "token" }];
  const both = stackConfig({ "plivo:authId": "MATWO", "plivo:authToken": "token" });

  it.each([
    ["the environment", { ...id, ...token }, both],
    ["the configuration", {}, both],
    ["nowhere", {}, undefined],
    [
      "both, which name one account",
      id,
      stackConfig({ "plivo:authId": "MAONE", "plivo:authToken": "token" }),
    ],
  ])("cause no warning if they are %s", (_, environment, config) => {
    expect(mixedSourcesWarning(undefined, environment, config)).toBeUndefined();
  });

  it("cause a warning if one is the environment and the other the configuration", () => {
    expect(mixedSourcesWarning(undefined, id, both)).toBe(
      "The auth ID comes from the environment, its token from the stack's configuration: they may belong to different accounts. Set " +
        "both in one place.",
    );
    expect(mixedSourcesWarning(undefined, token, both)).toMatch(
      /^The auth ID comes from the stack's configuration, its token from the environment: /,
    );
    expect(mixedSourcesWarning("support", { PLIVO_SUPPORT_AUTH_ID: "MAONE" }, ofAccounts("support"))).toMatch(
      /^The auth ID of the account "support" comes from the environment, /,
    );
  });
});
