import * as pulumi from "@pulumi/pulumi";
import {
  getMaskingSession,
  getMaskingSessionOutput,
  listMaskingSessions,
  listMaskingSessionsOutput,
  MaskingReadError,
} from "../../../provider/index.ts";
import { uuid } from "../plivo/support.ts";
import { benchForAll, endings } from "../client/support.ts";

const support = { authId: "MASUPPORT", authToken: "token-of-support" };
/** Registrations and reads, in order. */
const events: string[] = [];

const bench = benchForAll({ accounts: [support] });
let sessionUuid: string;
beforeAll(async () => {
  sessionUuid = await bench.create("21");
  await pulumi.runtime.setMocks({
    call: () => ({}),
    newResource: async ({ name, inputs }) => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      events.push(`${name} is there`);
      return { id: `${name}-id`, state: inputs as Record<string, unknown> };
    },
  });
});
const before = { ...process.env };
beforeEach(() => {
  bench.emulator.requests.clear();
  events.length = 0;
  Object.assign(process.env, bench.emulator.environment);
  pulumi.runtime.setAllConfig({});
});
afterEach(() => {
  for (const name of Object.keys(process.env).filter((key) => key.startsWith("PLIVO_"))) {
    Reflect.deleteProperty(process.env, name);
  }
});
afterAll(() => Object.assign(process.env, before));

interface Settled<T> {
  readonly value: T;
  readonly secret: boolean;
  readonly resources: string[];
}

/** An Output's value. */
async function settled<T>(output: pulumi.Output<T>): Promise<Settled<T>> {
  const inside = output as unknown as {
    promise(): Promise<T>;
    isSecret: Promise<boolean>;
    allResources(): Promise<Set<pulumi.Resource>>;
  };
  const resources = [...(await inside.allResources())] as { __name?: string }[];
  const names = resources.map(({ __name = "" }) => __name).sort();
  return { value: await inside.promise(), secret: await inside.isSecret, resources: names };
}

class Thing extends pulumi.CustomResource {
  constructor(name: string, opts?: pulumi.CustomResourceOptions) {
    super("test:index:Thing", name, {}, opts);
  }
}

/** Creates its children after its constructor has returned. */
class Group extends pulumi.ComponentResource {
  constructor(name: string) {
    super("test:index:Group", name, {});
  }

  protected override async initialize(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, 20));
    new Thing("part", { parent: this });
  }
}

const accountOf = () => bench.emulator.requests.all().map(({ path }) => path.split("/")[3]);

describe("the plain functions", () => {
  it("return a session and a list as plain values", async () => {
    const session = await getMaskingSession({ sessionUuid });
    expect(session).toMatchObject({ sessionUuid, firstParty: "+12025550121", interaction: [] });
    const { sessions, windows, more } = await listMaskingSessions({
      filters: { firstParty: "+12025550121" },
    });
    expect(sessions).toEqual([{ ...session, resourceUri: expect.any(String) as string }]);
    expect({ windows, more }).toEqual({ windows: [{}], more: false });
    expect((await listMaskingSessions()).sessions).toHaveLength(1);
  });

  it("reject with a code for a session that does not exist", async () => {
    const error: unknown = await getMaskingSession({ sessionUuid: uuid }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(MaskingReadError);
    expect(pulumi.RunError.isInstance(error)).toBe(true);
    expect(error).toMatchObject({
      code: "PLIVO_NOT_FOUND",
      message: expect.stringMatching(
        /Check the session's UUID and the account.*\nPLIVO_NOT_FOUND: https:\S+errors\.md#plivo_not_found$/s,
      ) as string,
      cause: { name: "NotFoundError" },
    });
  });

  it.each([
    [() => getMaskingSession({ sessionUuid: "a/b" }), "PLIVO_INVALID_SESSION_UUID"],
    [() => listMaskingSessions({ filters: { limit: 0 } }), "PLIVO_INVALID_FILTERS"],
    [() => listMaskingSessions({ account: "nobody" }), "PLIVO_CREDENTIALS_MISSING"],
  ])("reject %s with %s, and send nothing", async (ask, code) => {
    await expect(ask()).rejects.toMatchObject({ code });
    expect(bench.emulator.requests.count()).toBe(0);
  });
});

describe("the configuration of the functions", () => {
  const { authId, authToken } = support;

  it("comes from the environment before the stack", async () => {
    pulumi.runtime.setAllConfig({ "plivo:authId": authId, "plivo:authToken": authToken });
    await listMaskingSessions();
    expect(accountOf()).toEqual([bench.emulator.authId]);
  });

  it("comes from the stack if the environment has none", async () => {
    Reflect.deleteProperty(process.env, "PLIVO_AUTH_ID");
    Reflect.deleteProperty(process.env, "PLIVO_AUTH_TOKEN");
    const config = { "plivo:authId": authId, "plivo:authToken": authToken };
    pulumi.runtime.setAllConfig(config, ["plivo:authToken"]);
    await listMaskingSessions();
    expect(accountOf()).toEqual([authId]);
  });

  it("takes an account from the environment or from plivo:accounts", async () => {
    pulumi.runtime.setAllConfig({ "plivo:accounts": JSON.stringify({ support }) });
    await listMaskingSessions({ account: "support" });
    process.env["PLIVO_SALES_AUTH_ID"] = authId;
    process.env["PLIVO_SALES_AUTH_TOKEN"] = authToken;
    await settled(listMaskingSessionsOutput({ account: pulumi.output("sales") }));
    expect(accountOf()).toEqual([authId, authId]);
  });
});

describe("the Output functions", () => {
  it("return a secret session, and a part of it can be made public", async () => {
    const session = getMaskingSessionOutput({ sessionUuid: pulumi.output(sessionUuid) });
    expect(await settled(session)).toMatchObject({ value: { sessionUuid }, secret: true });
    expect(await settled(session.firstParty)).toMatchObject({ value: "+12025550121", secret: true });
    const status = await settled(pulumi.unsecret(session.status));
    expect(status).toMatchObject({ value: "active", secret: false });
  });

  it("accept list filters that are known later", async () => {
    const filters = { firstParty: pulumi.secret("+1 202 555 0121"), limit: Promise.resolve(5) };
    const { value, secret } = await settled(listMaskingSessionsOutput({ filters, maxResults: 3 }));
    expect(endings(value.sessions)).toEqual(["21"]);
    expect(secret).toBe(true);
    expect((await settled(listMaskingSessionsOutput())).value.sessions).toHaveLength(1);
  });

  it("read only after what they depend on exists, also a component's late resources", async () => {
    const one = new Thing("one");
    const dependsOn = [one, Promise.resolve(new Group("group"))];
    const result = getMaskingSessionOutput({ sessionUuid }, { dependsOn });
    const { resources } = await settled(result.apply((session) => (events.push("read"), session)));
    expect(events.at(-1)).toBe("read");
    expect(events).toEqual(expect.arrayContaining(["one is there", "part is there"]));
    expect(resources).toEqual(expect.arrayContaining(["one"]));
  });
});
