import fc from "fast-check";
import type { Emulator } from "plivo-masking-emulator";
import type { Host } from "../support/stand-in/hosts.ts";
import { courses } from "./commands/index.ts";
import { converge } from "./converge.ts";
import { programs } from "./declarations.ts";
import { Model } from "./model.ts";
import { figures, World } from "./world.ts";

const maxCommands = 24;

/** The random numbers for the provider's delays, which make a run repeatable. */
const chances: fc.Arbitrary<Iterator<number, number>> = fc.infiniteStream(
  fc.double({ min: 0, max: 1, noNaN: true }),
);

/**
 * The promise of docs/reliability.md, for a random program and a random sequence of commands.
 *
 * @param converges whether the ways out must also lead to what is declared. Otherwise, the property is only
 * that no session is lost or created twice.
 */
export function promise(
  emulator: Emulator,
  host: Host,
  {
    replayPath,
    converges = true,
  }: { readonly replayPath?: string | undefined; readonly converges?: boolean } = {},
) {
  const course = courses({
    maxCommands,
    size: "max",
    ...(replayPath === undefined ? {} : { replayPath }),
  });
  return fc.asyncProperty(programs, course, chances, async (program, commands, chance) => {
    const model = new Model(program);
    const world = new World(emulator, () => chance.next().value, host);
    figures.runs += 1;
    await fc.asyncModelRun(() => ({ model, real: world }), commands);
    if (converges) await converge(model, world);
  });
}
