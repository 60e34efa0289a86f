import fc from "fast-check";
import type { Emulator } from "plivo-masking-emulator";
import type { Host } from "../support/stand-in/hosts.ts";
import { courses } from "./commands/index.ts";
import { converge } from "./converge.ts";
import { programs } from "./declarations.ts";
import { Model } from "./model.ts";
import { figures, World } from "./world.ts";

/** Commands in one course of events, at most. */
const maxCommands = 24;

/** What decides the length of the provider's waits, so that a run is the same each time. */
const chances: fc.Arbitrary<Iterator<number, number>> = fc.infiniteStream(
  fc.double({ min: 0, max: 1, noNaN: true }),
);

/**
 * That whatever happens to a program, the provider keeps what docs/reliability.md promises.
 *
 * @param converges whether the documented ways out are to lead to what is declared, too; without, only that
 * nothing is lost or doubled.
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
