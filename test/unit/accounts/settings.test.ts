import { ConfigurationError } from "../../../provider/accounts/configuration-error.ts";
import { requestsPerSecond, resolveIfExists } from "../../../provider/accounts/settings.ts";
import type { StackConfig } from "../../../provider/accounts/stack-config.ts";

const stackConfig = (values: Record<string, string>): StackConfig => ({ get: (key) => values[key] });
const withRate = (value: string) => stackConfig({ "plivo:requestsPerSecond": value });

function failure(resolve: () => unknown): ConfigurationError {
  try {
    resolve();
  } catch (error) {
    if (error instanceof ConfigurationError) return error;
    throw error;
  }
  throw new Error("No error was thrown.");
}

describe("the setting ifExists", () => {
  const config = stackConfig({ "plivo:ifExists": "fail" });

  it.each([
    ["adopt", "create", config, "adopt"],
    ["create", "adopt", config, "create"],
    [undefined, "adopt", config, "adopt"],
    [undefined, "create", config, "create"],
    [" ", undefined, config, "fail"],
    [undefined, undefined, config, "fail"],
    [undefined, undefined, stackConfig({ "plivo:ifExists": " " }), "create"],
    [undefined, undefined, stackConfig({}), "create"],
    [undefined, undefined, undefined, "create"],
    [" adopt\n", undefined, undefined, "adopt"],
  ] as const)(
    "with PLIVO_IF_EXISTS=%p and the argument %p is resolved (%#)",
    (environment, argument, stack, expected) => {
      const variables = environment === undefined ? {} : { PLIVO_IF_EXISTS: environment };
      expect(resolveIfExists(argument, variables, stack)).toBe(expected);
    },
  );

  it.each(["Adopt", "yes", "create,adopt"])("rejects PLIVO_IF_EXISTS=%s, whatever else is set", (value) => {
    const { code, message } = failure(() => resolveIfExists("create", { PLIVO_IF_EXISTS: value }, config));
    expect(code).toBe("PLIVO_INVALID_IF_EXISTS");
    expect(message).toBe("PLIVO_IF_EXISTS must be one of create, adopt, fail: correct it, or unset it.");
  });

  it("rejects another plivo:ifExists only if it applies", () => {
    const wrong = stackConfig({ "plivo:ifExists": "maybe" });
    const { code, message } = failure(() => resolveIfExists(undefined, {}, wrong));
    expect(code).toBe("PLIVO_INVALID_IF_EXISTS");
    expect(message).toContain("plivo:ifExists must be one of create, adopt, fail");
    expect(resolveIfExists("adopt", {}, wrong)).toBe("adopt");
    expect(resolveIfExists(undefined, { PLIVO_IF_EXISTS: "fail" }, wrong)).toBe("fail");
  });
});

describe("the setting requestsPerSecond", () => {
  it("is Plivo's own limit unless the stack sets a lower one", () => {
    expect(requestsPerSecond(undefined)).toBe(60);
    expect(requestsPerSecond(stackConfig({}))).toBe(60);
    expect(requestsPerSecond(withRate("  "))).toBe(60);
    expect(requestsPerSecond(withRate("60"))).toBe(60);
    expect(requestsPerSecond(withRate(" 7.5 "))).toBe(7.5);
    expect(requestsPerSecond(withRate("0.2"))).toBe(0.2);
  });

  it.each(["0", "-1", "0.1", "0.19", "60.1", "61", "many", "NaN", "Infinity", "1,5"])(
    "cannot be %s",
    (value) => {
      const { code, message } = failure(() => requestsPerSecond(withRate(value)));
      expect(code).toBe("PLIVO_INVALID_REQUESTS_PER_SECOND");
      expect(message).toContain("from 0.2 to 60");
      expect(message).toContain("pulumi config rm plivo:requestsPerSecond");
    },
  );
});
