import fc from "fast-check";
import { switches, type Emulator, type SwitchName, type Switches } from "plivo-masking-emulator";
import { harmless, lossy, stopping } from "../support/profiles.ts";
import { recordFigures, proofSize } from "../support/soak.ts";
import { promise } from "./property.ts";
import { replay } from "./replay.ts";
import { figures, openWorld } from "./world.ts";

jest.setTimeout(proofSize(180_000, 3_600_000));

let emulator: Emulator | undefined;
afterEach(() => emulator?.close());
afterAll(() => {
  recordFigures("model over profiles", figures);
});

async function open(switches: Partial<Switches>): Promise<Emulator> {
  emulator = await openWorld(switches);
  return emulator;
}

it("each position of each switch is in a profile that the model is run over", () => {
  const profiles = [...Object.values(harmless), stopping, Object.fromEntries(lossy)];
  const covered = profiles.flatMap((profile) => Object.entries(profile).map((one) => one.join("=")));
  const positions = (Object.keys(switches) as SwitchName[]).flatMap((name) =>
    Object.keys(switches[name].values).map((value) => `${name}=${value}`),
  );
  // The defaults are those of test/model/model.test.ts.
  const defaults = (Object.keys(switches) as SwitchName[]).map(
    (name) => `${name}=${Object.keys(switches[name].values)[0] ?? ""}`,
  );
  expect(positions.filter((one) => !covered.includes(one) && !defaults.includes(one))).toEqual([]);
});

describe.each(["dynamic", "native"] as const)("the %s host", (host) => {
  it.each(Object.entries(harmless))(
    "keeps its promise with an account whose profile is %s",
    async (_name, switches) => {
      const { seed } = replay();
      await fc.assert(promise(await open(switches), host), { seed, numRuns: proofSize(12, 300) });
    },
  );
});

it("the provider loses and doubles nothing with an account at which operations stop", async () => {
  const { seed } = replay();
  const property = promise(await open(stopping), "dynamic", { converges: false });
  await fc.assert(property, { seed, numRuns: proofSize(25, 500) });
  expect({ doubled: figures.doubled, lost: figures.lost }).toEqual({ doubled: 0, lost: 0 });
});

it.each(lossy)("the model shows what is left if %s is %s", async (name, position) => {
  const kept = { ...figures };
  const options = { seed: 42, numRuns: 200, endOnFailure: true };
  const { failed, errorInstance } = await fc.check(
    promise(await open({ [name]: position }), "dynamic"),
    options,
  );
  Object.assign(figures, kept);
  expect(failed).toBe(true);
  const { message } = errorInstance as Error;
  expect(message).toMatch(/the state does not know all|no state has it|that the stack never had/);
});
