import { ConfigurationError } from "../../../provider/accounts/configuration-error.ts";
import { resolveAccount } from "../../../provider/accounts/credentials.ts";
import type { StackConfig } from "../../../provider/accounts/stack-config.ts";

const stackConfig = (values: Record<string, string>): StackConfig => ({ get: (key) => values[key] });

/** The error of `resolveAccount`. */
function failure(...args: Parameters<typeof resolveAccount>): ConfigurationError {
  try {
    resolveAccount(...args);
  } catch (error) {
    if (error instanceof ConfigurationError) return error;
    throw error;
  }
  throw new Error("No error was thrown.");
}

describe("the default account", () => {
  const environment = { PLIVO_AUTH_ID: "MAENVIRONMENT", PLIVO_AUTH_TOKEN: "token-of-environment" };
  const config = stackConfig({
    "plivo:authId": "MACONFIG",
    "plivo:authToken": "token-of-config",
    "plivo:endpoint": "http://127.0.0.1:1",
  });

  it("comes from the environment first, and from the stack's configuration second", () => {
    expect(resolveAccount(undefined, environment, config)).toEqual({
      authId: "MAENVIRONMENT",
      authToken: "token-of-environment",
      endpoint: "http://127.0.0.1:1",
    });
    expect(resolveAccount(undefined, {}, config).authId).toBe("MACONFIG");
  });

  it("treats a blank variable as unset, and trims values", () => {
    const blank = { PLIVO_AUTH_ID: "  ", PLIVO_AUTH_TOKEN: " token-of-environment\n" };
    expect(resolveAccount(undefined, blank, config)).toMatchObject({
      authId: "MACONFIG",
      authToken: "token-of-environment",
    });
  });

  it("without credentials is an error that names both ways to set them", () => {
    const { code, message } = failure(undefined, {}, stackConfig({}));
    expect(code).toBe("PLIVO_CREDENTIALS_MISSING");
    expect(message).toContain("PLIVO_AUTH_ID in the environment, or `pulumi config set plivo:authId`");
    expect(message).toContain(
      "PLIVO_AUTH_TOKEN in the environment, or `pulumi config set --secret plivo:authToken`",
    );
  });

  it.each([
    [undefined, "Plivo credentials are missing. Set PLIVO_AUTH_ID and PLIVO_AUTH_TOKEN in the environment."],
    [
      "support",
      'Plivo credentials of the account "support" are missing. Set PLIVO_SUPPORT_AUTH_ID and PLIVO_SUPPORT_AUTH_TOKEN in the environment.',
    ],
  ])(
    "without credentials and without a stack is an error that names only the environment: %s",
    (name, text) => expect(failure(name, {}, undefined).message).toBe(text),
  );

  it("names only what is missing, and quotes no token", () => {
    const { message } = failure(undefined, { PLIVO_AUTH_TOKEN: "token-of-environment" }, undefined);
    expect(message).not.toContain("PLIVO_AUTH_TOKEN");
    expect(message).not.toContain("token-of-environment");
  });
});

describe("a named account", () => {
  const accounts = { support: { authId: "MASUPPORT", authToken: "token-of-support" } };
  const config = stackConfig({
    "plivo:authId": "MACONFIG",
    "plivo:authToken": "token-of-config",
    "plivo:accounts": JSON.stringify(accounts),
  });

  it("comes from variables with its name, or its entry in plivo:accounts, never from the default account", () => {
    const environment = { PLIVO_SUPPORT_AUTH_ID: "MAENVIRONMENT", PLIVO_AUTH_TOKEN: "token-of-default" };
    expect(resolveAccount("support", environment, config)).toMatchObject({
      authId: "MAENVIRONMENT",
      authToken: "token-of-support",
    });
    expect(failure("sales", environment, config).message).toContain("PLIVO_SALES_AUTH_ID");
  });

  it("uses the default endpoint unless it has its own", () => {
    const environment = { PLIVO_ENDPOINT: "http://127.0.0.1:2" };
    expect(resolveAccount("support", environment, config).endpoint).toBe("http://127.0.0.1:2");
    const own = { ...environment, PLIVO_SUPPORT_ENDPOINT: "http://127.0.0.1:3" };
    expect(resolveAccount("support", own, config).endpoint).toBe("http://127.0.0.1:3");
  });

  it.each(["not JSON token-of-support", '{"support": {"authId": 7}}', "[]x"])(
    "from a malformed plivo:accounts is an error that quotes nothing of it (%#)",
    (text) => {
      const { code, message } = failure("support", {}, stackConfig({ "plivo:accounts": text }));
      expect(code).toBe("PLIVO_INVALID_ACCOUNTS");
      expect(message).not.toContain("token-of-support");
    },
  );
});
