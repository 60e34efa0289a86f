import path from "node:path";
import { startEmulator, type Emulator } from "plivo-masking-emulator";
import { liveIds } from "../../support/fault-matrix/examine.ts";
import { kinds, operations, type Operation } from "../../support/fault-matrix/kinds.ts";
import { both } from "../../support/fault-matrix/scenarios.ts";
import { ProviderProcess, type Properties } from "../../support/provider-process.ts";
import { recordFigures } from "../../support/soak.ts";

/*
 * A sample of the fault matrix through the process that the engine starts for the dynamic form, with the
 * results and errors that the engine gets over gRPC. The plugin's messages are encoded in the whole matrix.
 */

const sample =
  /reset|cut|^429 with Retry-After in|^502 with html|^a success (?:that cannot|of which|that names no)/;
const faulty = kinds.filter(({ name }) => sample.test(name));
const single = operations.filter((operation) => operation !== "list");

const samples = single.flatMap((operation) =>
  faulty
    .filter((kind) => (kind.operations ?? operations).includes(operation))
    .flatMap((kind) =>
      kind.moments.map((when) => ({ name: `${kind.name} ${when} the ${operation}`, operation, kind, when })),
    ),
);

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

describe("the provider's process", () => {
  const figures = { cases: 0, doubled: 0, lost: 0 };
  let emulator: Emulator;
  let provider: ProviderProcess;
  beforeAll(async () => {
    emulator = await startEmulator();
    const preload = path.join(__dirname, "../../support/skip-waits.cjs");
    provider = await ProviderProcess.start({
      ...emulator.environment,
      MASKING_SKIP_WAITS: emulator.endpoint,
      NODE_OPTIONS: `--require ${JSON.stringify(preload)}`,
    });
  });
  afterAll(async () => {
    await provider.close();
    await emulator.close();
    recordFigures("fault matrix through the dynamic provider's process", figures);
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
        expect(await provider.read(id, outputs)).toEqual({ id, outputs, inputs });
        return [id];
      case "update":
        expect(await provider.update(id, outputs, { ...inputs, record: true })).toMatchObject({
          record: true,
        });
        expect(emulator.sessions.get(id)?.record).toBe(true);
        return [id];
      default:
        await provider.delete(id, outputs);
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

  it("a create that always fails ends with a plain error, without a stack or a number", async () => {
    const inputs = parties();
    emulator.faults.arm({ kind: "status", operation: "create", when: "before", status: 503, times: null });
    const error: unknown = await provider.create(inputs).catch((thrown: unknown) => thrown);
    const { message } = error as Error;
    expect(message).toMatch(/It is unknown whether Plivo created the session/);
    expect(message).not.toMatch(/\n\s+at .*:\d+:\d+/);
    expect(message).not.toContain(inputs.firstParty.slice(1));
    expect(liveIds(emulator)).toEqual([]);
  });
});
