import {
  DeclaredAccounts,
  environmentPart,
  isAccountName,
  conflictingNames,
} from "../../../provider/session/account-name.ts";

describe("the name of an account", () => {
  it.each(["support", "A-1_b"])("may be %s", (name) => {
    expect(isAccountName(name)).toBe(true);
  });

  it.each(["", " support", "support ", "sup.port", "a b", "ä"])("may not be %p", (name) => {
    expect(isAccountName(name)).toBe(false);
  });

  it("gives the names of environment variables in upper case, with underscores", () => {
    expect(environmentPart("eu-support_2")).toBe("EU_SUPPORT_2");
  });
});

describe("two names of accounts", () => {
  it.each([
    [
      ["sales", "eu-1", "EU_1"],
      ["eu-1", "EU_1"],
    ],
    [["a", "b", "a"], undefined],
    [["sales", "support"], undefined],
    [[], undefined],
  ])("of %j share their environment variables: %j", (names, sharing) => {
    expect(conflictingNames(names)).toEqual(sharing);
  });

  it("are refused at the second resource, without a value in the message", () => {
    const accounts = new DeclaredAccounts();
    expect(accounts.problems("eu-1")).toEqual([]);
    expect(accounts.problems("eu-1")).toEqual([]);
    expect(accounts.problems("sales")).toEqual([]);
    expect(accounts.problems(undefined)).toEqual([]);
    expect(accounts.problems("not a name")).toEqual([]);
    const [problem, ...others] = accounts.problems("EU_1");
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ field: "account" });
    expect(JSON.stringify(problem)).not.toContain("EU_1");
  });
});
