import { ProviderError } from "../../../provider/common/errors.ts";
import { withHostErrors } from "../../../provider/dynamic/host-errors.ts";
import { maskingProvider, type MaskingProvider } from "../../../provider/dynamic/provider.ts";
import { outputs } from "../../../provider/dynamic/partial-failure.ts";
import { errorEntryAddress } from "../../../provider/common/project-address.ts";
import { SessionIncompleteError } from "../../../provider/session/errors.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";

class Refused extends ProviderError {
  readonly code = "PLIVO_AUTHENTICATION";
}

const address = errorEntryAddress("PLIVO_AUTHENTICATION");
const properties = { sessionUuid: "session-1", authId: "MAEMULATOR" };

/** The error that the host gets if a method fails with this error. */
async function errorOf(method: keyof MaskingProvider, error: Error): Promise<Error> {
  const reject = () => Promise.reject(error);
  const provider = maskingProvider({ environment: {}, log: () => undefined, clock: VirtualClock.standing() });
  const host = withHostErrors({ ...provider, [method]: reject });
  const call = host[method] as (...args: unknown[]) => Promise<unknown>;
  return (await call({}, {}, {}).then(
    () => new Error("nothing was thrown"),
    (rejection: unknown) => rejection,
  )) as Error;
}

describe("the host's second line of an error, which it prints as `${error}: ${error.stack}`", () => {
  it.each(["check", "diff", "read", "delete"] as const)(
    "is the code and the address after %s",
    async (method) => {
      const error = await errorOf(method, new Refused("No."));
      expect(`${String(error)}: ${String(error.stack)}`).toBe(`PLIVO_AUTHENTICATION: ${address}`);
      expect(error.message).toBe("No.");
      expect(error).not.toHaveProperty("id");
    },
  );

  it("is a stack trace after a mistake of the package's own", async () => {
    const mistake = new TypeError("a mistake");
    expect(await errorOf("read", mistake)).toBe(mistake);
  });
});

describe("the message of an error of which the host shows nothing else", () => {
  it.each(["create", "update"] as const)("ends with the code and the address after %s", async (method) => {
    const error = await errorOf(method, new Refused("No."));
    expect(error.message).toBe(`No.\nPLIVO_AUTHENTICATION: ${address}`);
    expect(error).not.toHaveProperty("id");
  });

  it("has both in its reasons if a create has a partial failure", async () => {
    const incomplete = new SessionIncompleteError("session-1", properties, undefined);
    const partial = await Promise.resolve({ id: "session-1", state: properties, incomplete })
      .then((result) => outputs(result, "text"))
      .catch((error: unknown) => error);
    const said = `${incomplete.message}\nPLIVO_SESSION_INCOMPLETE: ${errorEntryAddress("PLIVO_SESSION_INCOMPLETE")}`;
    expect(await errorOf("create", partial as Error)).toMatchObject({
      id: "session-1",
      properties: { ...properties, __provider: "text" },
      message: said,
      reasons: [said],
    });
  });
});

it("the outputs of a complete create are the state without what the host cannot send", () => {
  const state = { ...properties, secondParty: undefined } as never;
  expect(outputs({ id: "session-1", state }, "text")).toEqual(properties);
});
