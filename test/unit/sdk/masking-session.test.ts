import * as pulumi from "@pulumi/pulumi";
import { MaskingSession, type MaskingSessionArgs } from "../../../provider/index.ts";
import { ImportOptionError } from "../../../provider/sdk/masking-session.ts";

const parties = { firstParty: "+12025550121", secondParty: "+12025550122" };
const identity = { authId: "MAXXXXXXXXXXXXXXXXXX", sessionUuid: "4189591e-d004-4801-abdf-8893c15e5dcd" };

/** The engine's response beyond the arguments: one that a transform set, and a PIN. */
const added = { ringTimeout: 21, firstPartyPin: "482913" };

beforeAll(() =>
  pulumi.runtime.setMocks({
    newResource: ({ inputs }) => ({
      id: identity.sessionUuid,
      state: { ...(inputs as object), ...identity, ...added },
    }),
    call: ({ inputs }) => inputs as object,
  }),
);

let count = 0;
function session(args: Partial<MaskingSessionArgs> = {}, opts?: pulumi.CustomResourceOptions) {
  return new MaskingSession(`session-${String(count++)}`, { ...parties, ...args }, opts);
}

/** An output's value, and whether it is secret. */
async function read(output: pulumi.Output<unknown>): Promise<[value: unknown, isSecret: boolean]> {
  const value = await new Promise((resolve) => void output.apply(resolve));
  return [value, await pulumi.isSecret(output)];
}

/** The outputs that exist before anything reads them. */
const immediateOutputs = (of: MaskingSession) => Object.keys(of).filter((name) => !name.startsWith("__"));

const always = ["authId", "sessionUuid", "virtualNumber", "status", "createdTime", "expiryTime"];

describe("a session's outputs", () => {
  it("exist at once for declared values and those that Plivo adds, and the others on access", () => {
    const one = session({ callTimeLimit: 600, record: undefined });
    expect(immediateOutputs(one).sort()).toEqual(
      [...always, "callTimeLimit", "firstParty", "id", "secondParty", "urn"].sort(),
    );
    expect(pulumi.Output.isInstance(one.record)).toBe(true);
    expect(one.record).toBe(one.record);
  });

  it("include the PINs if Plivo generates them, and everything if a session is read", () => {
    expect(immediateOutputs(session({ generatePin: true }))).toEqual(
      expect.arrayContaining(["firstPartyPin", "secondPartyPin"]),
    );
    const all = immediateOutputs(MaskingSession.get("read", identity.sessionUuid));
    expect(all).toEqual(expect.arrayContaining([...always, "account", "record", "firstPartyPin"]));
  });

  it("include no PINs at once if generatePin is false", () => {
    expect(immediateOutputs(session({ generatePin: false }))).not.toEqual(
      expect.arrayContaining(["firstPartyPin"]),
    );
  });

  it("of a session that get reads name its account", async () => {
    const other = MaskingSession.get("of-support", identity.sessionUuid, {}, "support");
    expect(await read(other.account)).toEqual(["support", false]);
    expect(await read(MaskingSession.get("of-none", identity.sessionUuid).account)).toEqual([
      undefined,
      false,
    ]);
  });

  it("contain declared values, nothing for others, and secrets that only the engine knows", async () => {
    const one = session({ callTimeLimit: 600 });
    expect(await read(one.callTimeLimit)).toEqual([600, false]);
    expect(await read(one.record)).toEqual([undefined, false]);
    expect(await read(one.ringTimeout)).toEqual([21, true]);
    expect(await read(one.firstPartyPin)).toEqual([added.firstPartyPin, true]);
  });

  it.each(["firstParty", "secondParty", "secondPartyPin"] as const)("have %s as a secret", async (name) => {
    const args = { ...parties, secondPartyPin: "90356" };
    expect(await read(session(args)[name])).toEqual([args[name], true]);
  });

  it("exist at once for values that a transformation sets", async () => {
    const transformation: pulumi.ResourceTransformation = ({ props, opts }) => ({
      props: { ...(props as object), pinRetry: 2 },
      opts,
    });
    const one = session({}, { transformations: [transformation] });
    expect(immediateOutputs(one)).toContain("pinRetry");
    expect(await read(one.pinRetry)).toEqual([2, false]);
  });
});

it.each([
  ["https:/u:s3cret@example.com/in", true],
  ["https:\\\\u:s3cret@example.com/in", true],
  ["https://example.com/in?next=https%3A%2F%2Fu%3As3cret%40example.org", true],
  ["https://example.com/in?email=me@example.com", false],
])("a URL %j is secret: %p", async (callbackUrl, isSecret) => {
  expect(await read(session({ callbackUrl }).callbackUrl)).toEqual([callbackUrl, isSecret]);
});

describe("the resource option import", () => {
  it("is refused with an error that Pulumi shows without a stack, and that names adoptSessionUuid", () => {
    const declaring = () => session({}, { import: identity.sessionUuid });
    expect(declaring).toThrow(pulumi.RunError);
    expect(declaring).toThrow("Set the argument adoptSessionUuid to the session's UUID instead");
    expect(declaring).toThrow(ImportOptionError);
    expect(new ImportOptionError().code).toBe("PLIVO_IMPORT_OPTION");
  });
});
