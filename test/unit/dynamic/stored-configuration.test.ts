import { ConfigurationError } from "../../../provider/accounts/configuration-error.ts";
import { maskingProvider, type MaskingProvider } from "../../../provider/dynamic/provider.ts";
import { AuthenticationError } from "../../../provider/plivo/index.ts";
import { withStoredConfigurationAdvice } from "../../../provider/dynamic/stored-configuration.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";
import { parties } from "../../support/field-changes.ts";

const refused = new AuthenticationError({ method: "GET", path: "/v1", status: 401 });
const missing = new ConfigurationError("PLIVO_CREDENTIALS_MISSING", "Missing.");
const cure = /Pulumi gives refresh and destroy the configuration of the last `pulumi up`/;

/** The error of a read or a delete if the request fails with this error. */
async function messageOf(method: "read" | "delete", error: Error, olds: object): Promise<string> {
  const environment = {};
  const provider = maskingProvider({ environment, log: () => undefined, clock: VirtualClock.standing() });
  const failing = { ...provider, [method]: () => Promise.reject(error) } as MaskingProvider;
  const work: Promise<unknown> = withStoredConfigurationAdvice(failing, environment)[method]("id", olds);
  return work.then(
    () => "nothing",
    (rejection: unknown) => String(rejection),
  );
}

const states: [string, object][] = [
  ["a session", { ...parties(0), sessionUuid: "id", authId: "MA" }],
  ["an imported session that lacks sessionUuid", parties(0)],
  ["an imported session of one party", { secondParty: "+12025550111" }],
];

describe.each([refused, missing])("an error about credentials ($code)", (error) => {
  it.each(states)("names the remedy in a refresh and a destroy of %s", async (_, olds) => {
    expect(await messageOf("read", error, olds)).toMatch(cure);
    expect(await messageOf("delete", error, olds)).toMatch(cure);
  });

  it("names the remedy in a destroy of a state without any argument", async () => {
    expect(await messageOf("delete", error, {})).toMatch(cure);
  });

  it("is unchanged if the program's MaskingSession.get reads", async () => {
    expect(await messageOf("read", error, { account: "support" })).not.toMatch(cure);
  });
});
