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
  /** After how many reads, or adopting creates, lists replace single requests. */
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
 * Between operations. A lookup cannot tell its session from one that was created just before the request, by
 * Plivo's `created_time`, which can be 30 s ahead of the Date header (the switch `createdTime`).
 */
const secondsBetweenOperations = 33;

export interface UpChoices {
  /** Under `PLIVO_IF_EXISTS=adopt`. */
  readonly adopt: boolean;
  readonly refresh: boolean;
  readonly replace: readonly string[];
}

/** Runs and examines `pulumi up`, and follows its advice. */
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
  // Plivo still carries out what a killed client sent.
  if (outcome.killed) await engine.clock.quiet();
  figures.requests += emulator.requests.count();
  const deletedFirst = model.program.filter((one) => one.deleteBeforeReplace).map(({ name }) => name);
  examine(world, { takeSnapshot: earlier, outcome, names, deletedFirst });
  return outcome;
}
