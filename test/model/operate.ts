import type { FaultRequest } from "plivo-masking-emulator";
import type { Kill, Outcome } from "../support/stand-in/run.ts";
import { possibleOrphans, takeSnapshot, examine, examineSuccess } from "./examine.ts";
import { follow } from "./follow.ts";
import type { Model } from "./model.ts";
import { figures, type World } from "./world.ts";

/** How an operation is run. */
export interface Circumstances {
  readonly faults: readonly FaultRequest[];
  readonly kill: Kill | undefined;
  readonly parallel: number;
  readonly createAttempts: number;
  /** How many reads and creates ask for themselves before they share lists. */
  readonly bulkThreshold: number;
}

export const calm: Circumstances = {
  faults: [],
  kill: undefined,
  parallel: 8,
  createAttempts: 1,
  bulkThreshold: 0,
};

/**
 * Seconds from one operation to the next. A look-up cannot tell a session that was made just before its create was sent from the one
 * that this create has made.
 */
const secondsBetweenOperations = 3;

export interface UpChoices {
  /** Under `PLIVO_IF_EXISTS=adopt`. */
  readonly adopt: boolean;
  readonly refresh: boolean;
  readonly replace: readonly string[];
}

/** `pulumi up`, examined; what it tells the user to do is done. */
export async function up(
  model: Model,
  world: World,
  wishes: UpChoices,
  how: Circumstances,
): Promise<Outcome> {
  const { adopt, refresh, replace } = wishes;
  const options = { refresh, replace, environment: adopt ? { PLIVO_IF_EXISTS: "adopt" } : {} };
  const names = [...model.declared.keys()];
  const outcome = await operate(model, world, names, how, ({ faults: _, ...rest }) =>
    world.engine.up(model.program, { ...options, ...rest }),
  );
  if (possibleOrphans(outcome).length > 0) {
    model.mustAdopt = true;
    model.replacing = [...new Set([...model.replacing, ...replace])];
  } else if (outcome.succeeded && adopt) {
    model.mustAdopt = false;
    model.replacing = [];
  }
  if (outcome.succeeded) examineSuccess(world, names);
  follow(model, world, outcome);
  return outcome;
}

export function refresh(model: Model, world: World, how: Circumstances): Promise<Outcome> {
  const names = [...new Set(world.current().map(({ name }) => name))];
  return operate(model, world, names, how, ({ kill, bulkThreshold, parallel }) =>
    world.engine.refresh({ kill, bulkThreshold, parallel }),
  );
}

export function destroy(
  model: Model,
  world: World,
  options: { readonly refresh: boolean },
  how: Circumstances,
): Promise<Outcome> {
  return operate(model, world, [], how, ({ kill, bulkThreshold, parallel }) =>
    world.engine.destroy({ ...options, kill, bulkThreshold, parallel }),
  );
}

async function operate(
  model: Model,
  world: World,
  names: readonly string[],
  how: Circumstances,
  work: (how: Circumstances) => Promise<Outcome>,
): Promise<Outcome> {
  const { emulator, engine } = world;
  emulator.clock.advance(secondsBetweenOperations);
  const earlier = takeSnapshot(world);
  for (const fault of how.faults) emulator.faults.arm(fault);
  const outcome = await work(how);
  figures.operations += 1;
  figures.kills += outcome.killed ? 1 : 0;
  figures.faultsFired += emulator.faults.all().reduce((sum, { fired }) => sum + fired, 0);
  await emulator.faults.clear();
  // What a killed client has sent is still carried out.
  if (outcome.killed) await engine.clock.quiet();
  figures.requests += emulator.requests.count();
  const deletedFirst = model.program.filter((one) => one.deleteBeforeReplace).map(({ name }) => name);
  examine(world, { takeSnapshot: earlier, outcome, names, deletedFirst });
  return outcome;
}
