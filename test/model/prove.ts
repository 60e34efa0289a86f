import fc from "fast-check";
import type { Emulator } from "plivo-masking-emulator";
import { recordFigures, proofSize } from "../support/soak.ts";
import type { Host } from "../support/stand-in/hosts.ts";
import { promise } from "./property.ts";
import { replay } from "./replay.ts";
import { figures, openWorld } from "./world.ts";

/** Tests one host with random sequences of commands. @param runs in `npm test` */
export function proveOn(host: Host, runs: number): void {
  jest.setTimeout(proofSize(180_000, 3_600_000));

  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await openWorld();
  });
  afterAll(async () => {
    await emulator.close();
    recordFigures(`model, ${host} host`, figures);
  });

  it(`the ${host} host keeps one live session for each declared resource, and the state knows all, whatever happens`, async () => {
    const { seed, path, replayPath } = replay();
    process.stdout.write(`The runs of the model have the seed ${seed}.\n`);
    await fc.assert(promise(emulator, host, { replayPath }), {
      seed,
      ...(path === undefined ? {} : { path }),
      numRuns: proofSize(runs, 20_000),
    });
    expect({ doubled: figures.doubled, lost: figures.lost }).toEqual({ doubled: 0, lost: 0 });
  });
}
