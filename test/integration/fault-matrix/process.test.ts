import path from "node:path";
import { startEmulator, type Emulator, type FaultMoment } from "plivo-masking-emulator";
import { liveIds } from "../../support/fault-matrix/examine.ts";
import { kinds, operations, type Kind, type Operation } from "../../support/fault-matrix/kinds.ts";
import { both } from "../../support/fault-matrix/scenarios.ts";
import { ProviderProcess, type Properties } from "../../support/provider-process.ts";
import { secretOf } from "../../support/plugin-calls.ts";
import { PluginClient } from "../../support/plugin-client.ts";
import { recordFigures } from "../../support/soak.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";

/*
 * A sample of the fault matrix over gRPC, with the results and errors that the engine gets: through the
 * process that the engine starts for the dynamic form, and through the plugin's server.
 */

const sample =
  /reset|cut|^429 with Retry-After in|^502 with html|^a success (?:that cannot|of which|that names no)/;
const faulty = kinds.filter(({ name }) => sample.test(name));
const single = operations.filter((operation) => operation !== "list");

interface Sample {
  readonly name: string;
  readonly operation: Operation;
  readonly kind: Kind;
  readonly when: FaultMoment;
}

const samples: Sample[] = single.flatMap((operation) =>
  faulty
    .filter((kind) => (kind.operations ?? operations).includes(operation))
    .flatMap((kind) =>
      kind.moments.map((when) => ({ name: `${kind.name} ${when} the ${operation}`, operation, kind, when })),
    ),
);

/** A provider as the engine calls it. */
interface Caller {
  readonly create: (inputs: Properties) => Promise<{ readonly id: string; readonly outputs: Properties }>;
  readonly read: (id: string, outputs: Properties, inputs: Properties) => Promise<unknown>;
  readonly update: (
    id: string,
    outputs: Properties,
    inputs: Properties,
    news: Properties,
  ) => Promise<unknown>;
  readonly delete: (id: string, outputs: Properties, inputs: Properties) => Promise<void>;
  readonly close: () => void | Promise<void>;
}

async function dynamicHost(emulator: Emulator): Promise<Caller> {
  const provider = await ProviderProcess.start({
    ...emulator.environment,
    MASKING_SKIP_WAITS: emulator.endpoint,
    NODE_OPTIONS: `--require ${JSON.stringify(path.join(__dirname, "../../support/skip-waits.cjs"))}`,
  });
  return {
    create: (inputs) => provider.create(inputs),
    read: (id, outputs) => provider.read(id, outputs),
    update: (id, outputs, _inputs, news) => provider.update(id, outputs, news),
    delete: (id, outputs) => provider.delete(id, outputs),
    close: () => provider.close(),
  };
}

async function nativeHost(emulator: Emulator): Promise<Caller> {
  const plugin = await PluginClient.open(emulator.environment, VirtualClock.passing(emulator));
  const name = "session";
  const markSecrets = ({ firstParty, secondParty, ...rest }: Properties) => ({
    ...rest,
    firstParty: secretOf(firstParty),
    secondParty: secretOf(secondParty),
  });
  return {
    create: (inputs) => plugin.create(name, markSecrets(inputs)),
    read: async (id, outputs, inputs) => {
      const read = await plugin.read(name, id, { inputs: markSecrets(inputs), outputs });
      expect(read.inputs).toEqual(markSecrets(inputs));
      return { ...read, inputs };
    },
    update: async (id, outputs, inputs, news) => {
      const updated = await plugin.update(
        name,
        { id, outputs, inputs: markSecrets(inputs) },
        markSecrets(news),
      );
      return updated.outputs;
    },
    delete: (id, outputs, inputs) => plugin.delete(name, { id, outputs, inputs: markSecrets(inputs) }),
    close: () => {
      plugin.close();
    },
  };
}

const hosts = [
  ["the dynamic provider's process", dynamicHost],
  ["the plugin's server", nativeHost],
] as const;

/** Numbers that no other case has, because one process serves all cases. */
let cases = 0;
function parties() {
  cases += 1;
  const digits = String(cases).padStart(4, "0");
  return { firstParty: `+1202555${digits}`, secondParty: both.secondParty };
}

it("the sample has every operation with each of these faults", () => {
  expect(samples.length).toBeGreaterThanOrEqual(49);
});

describe.each(hosts)("through %s", (name, open) => {
  const figures = { cases: 0, doubled: 0, lost: 0 };
  let emulator: Emulator;
  let provider: Caller;
  beforeAll(async () => {
    emulator = await startEmulator();
    provider = await open(emulator);
  });
  afterAll(async () => {
    await provider.close();
    await emulator.close();
    recordFigures(`fault matrix through ${name}`, figures);
  });

  /** Runs the operation with what must precede it. Returns the IDs that the engine has afterwards. */
  async function act(operation: Operation, inputs: Properties, arm: () => void): Promise<string[]> {
    if (operation === "create") {
      arm();
      return [(await provider.create(inputs)).id];
    }
    const { id, outputs } = await provider.create(inputs);
    arm();
    switch (operation) {
      case "get":
        expect(await provider.read(id, outputs, inputs)).toEqual({ id, outputs, inputs });
        return [id];
      case "update":
        expect(await provider.update(id, outputs, inputs, { ...inputs, record: true })).toMatchObject({
          record: true,
        });
        expect(emulator.sessions.get(id)?.record).toBe(true);
        return [id];
      default:
        await provider.delete(id, outputs, inputs);
        return [];
    }
  }

  beforeEach(async () => {
    await emulator.faults.clear();
    for (const id of liveIds(emulator)) emulator.sessions.remove(id);
    emulator.requests.clear();
  });

  it.each(samples)("$name is handled: one session, one create", async ({ operation, kind, when }) => {
    const ids = await act(operation, parties(), () => {
      emulator.faults.arm(kind.fault(operation, when, "once"));
    });
    figures.cases += 1;
    figures.doubled += Math.max(0, liveIds(emulator).length - 1);
    figures.lost += liveIds(emulator).filter((id) => !ids.includes(id)).length;
    expect(emulator.faults.all()).toEqual([expect.objectContaining({ fired: 1 })]);
    expect(liveIds(emulator)).toEqual(ids);
    expect(emulator.requests.all().filter(({ status }) => status === 201)).toHaveLength(1);
  });

  describe("a permanent fault", () => {
    const inputs = parties();

    it.each(single)("fails the %s with a plain error, without a stack or a number", async (operation) => {
      const always = { kind: "status", when: "before", status: 503, times: null } as const;
      const arm = () => {
        emulator.faults.arm({ ...always, operation });
      };
      const error = await act(operation, inputs, arm).then(
        () => new Error("nothing went wrong"),
        (thrown: unknown) => thrown as Error,
      );
      expect(error.message).toMatch(
        operation === "create" ? /It is unknown whether Plivo created the session/ : /Plivo failed to answer/,
      );
      expect(error.message).not.toMatch(/\n\s+at .*:\d+:\d+/);
      expect(error.message).not.toContain(inputs.firstParty.slice(1));
      expect(liveIds(emulator)).toHaveLength(operation === "create" ? 0 : 1);
    });
  });
});
