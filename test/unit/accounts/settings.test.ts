import { requestsPerSecond, resolveIfExists } from "../../../provider/accounts/settings.ts";
import type { StackConfig } from "../../../provider/accounts/stack-config.ts";

const stackConfig = (values: Record<string, string>): StackConfig => ({ get: (key) => values[key] });
const withRate = (value: string) => stackConfig({ "plivo:requestsPerSecond": value });

/** The ConfigurationError with this code and text. */
const failure = (code: string, message: string) =>
  expect.objectContaining({ code, message: expect.stringContaining(message) as string }) as Error;

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
    const text = "PLIVO_IF_EXISTS must be one of create, adopt, fail: correct it, or unset it.";
    expect(() => resolveIfExists("create", { PLIVO_IF_EXISTS: value }, config)).toThrow(
      failure("PLIVO_INVALID_IF_EXISTS", text),
    );
  });

  it("rejects another plivo:ifExists only if it applies", () => {
    const wrong = stackConfig({ "plivo:ifExists": "maybe" });
    expect(() => resolveIfExists(undefined, {}, wrong)).toThrow(
      failure("PLIVO_INVALID_IF_EXISTS", "plivo:ifExists must be one of create, adopt, fail"),
    );
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
      const wrong = failure("PLIVO_INVALID_REQUESTS_PER_SECOND", "from 0.2 to 60");
      expect(() => requestsPerSecond(withRate(value))).toThrow(wrong);
    },
  );
});
