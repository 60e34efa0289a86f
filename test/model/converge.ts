import assert from "node:assert/strict";
import { codeOf } from "./examine.ts";
import type { Model } from "./model.ts";
import { calm, destroy, refresh, up } from "./operate.ts";
import type { World } from "./world.ts";

const maxAttempts = 12;

/**
 * Asserts that, without faults, the documented ways out lead to one live session for each declared resource,
 * with all of them in the state. A further `up` then changes nothing, and a destroy leaves no session.
 */
export async function converge(model: Model, world: World): Promise<void> {
  await settle(model, world);
  model.extendExpiry();
  await settle(model, world);
  const refreshed = await refresh(model, world, calm);
  assert.deepEqual(refreshed.errors, []);
  await settle(model, world);
  expectEachAlive(model, world);
  await expectNothingToDo(model, world);
  const destroyed = await destroy(model, world, { refresh: false }, calm);
  assert.deepEqual(destroyed.errors, []);
  assert.deepEqual(world.engine.resources, []);
  assert.deepEqual(
    world.liveIds().filter((id) => !world.isForeign(id)),
    [],
    "sessions outlive the stack",
  );
}

/** Runs `pulumi up` until it succeeds, with "adopt" if an interruption needs that. */
async function settle(model: Model, world: World): Promise<void> {
  let exists = false;
  for (let attempt = 1; attempt <= maxAttempts; attempt += 1) {
    const adopt = model.mustAdopt || exists;
    const wishes = { adopt, refresh: false, replace: model.replacing };
    const { succeeded, errors } = await up(model, world, wishes, calm);
    exists = errors.some((error) => codeOf(error) === "PLIVO_SESSION_EXISTS");
    if (succeeded && !model.mustAdopt) return;
    if (attempt === maxAttempts) assert.deepEqual(errors, [], "the ways out lead nowhere");
  }
}

function expectEachAlive(model: Model, world: World): void {
  const { resources } = world.engine;
  assert.deepEqual(resources.map(({ name }) => name).sort(), [...model.declared.keys()].sort());
  const live = world.emulator.sessions.live().map(({ session_uuid }) => session_uuid);
  const dead = resources.filter(({ id }) => !live.includes(id));
  const ignored = dead.filter(
    ({ outputs }) => outputs["status"] === "expired" && outputs["onExpiry"] === "ignore",
  );
  assert.deepEqual(
    dead.map(({ name }) => name),
    ignored.map(({ name }) => name),
    "declared sessions are dead",
  );
  assert.deepEqual(
    world.unknown().map(({ session_uuid }) => session_uuid),
    [],
    "the state does not know all",
  );
}

async function expectNothingToDo(model: Model, world: World): Promise<void> {
  const { steps } = await up(model, world, { adopt: false, refresh: false, replace: [] }, calm);
  assert.deepEqual(
    steps.filter(({ op }) => op !== "same"),
    [],
  );
  assert.equal(world.emulator.requests.count(), 0);
}
