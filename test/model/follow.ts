import {
  SessionAdoptedError,
  SessionExpiredError,
  SessionTwiceError,
  SeveralSessionsError,
} from "../../provider/session/errors.ts";
import type { Outcome } from "../support/stand-in/run.ts";
import type { Model } from "./model.ts";
import type { World } from "./world.ts";

/** Does what the errors of an operation tell the user to do. */
export function follow(model: Model, world: World, outcome: Outcome): void {
  for (const error of outcome.errors) {
    if (error instanceof SeveralSessionsError) expireAllButOne(model, world, error.sessionUuids);
    if (error instanceof SessionAdoptedError) removeAdopter(model, world, outcome, error.sessionUuid);
    if (error instanceof SessionTwiceError) removeDuplicates(model, world, error.sessionUuid);
    if (error instanceof SessionExpiredError) recreate(model, world, error.sessionUuid);
  }
}

/** Expires all but those of declared resources, or all but the first if there are none. */
function expireAllButOne(model: Model, world: World, ids: readonly string[]): void {
  const declared = world.current().filter(({ name }) => model.declared.has(name));
  const kept = ids.filter((id) => declared.some((resource) => resource.id === id));
  const ended = ids.filter((id, index) => !kept.includes(id) && (kept.length > 0 || index > 0));
  for (const id of ended) world.expire(id);
  // All belong to resources of the stack that `--replace` or a taint replaces. The user gives that up.
  if (ended.length === 0) {
    model.replacing = [];
    world.engine.untaint();
  }
}

/** Removes the resource that adopted another one's session from the state and the program. */
function removeAdopter(model: Model, world: World, { creations }: Outcome, id: string): void {
  const created = creations.map(({ name }) => name);
  for (const { name } of world.current().filter((one) => one.id === id && created.includes(one.name))) {
    world.engine.forget(name);
    model.declared.delete(name);
  }
}

/** Removes all but one of the resources with the same session from the state and the program. */
function removeDuplicates(model: Model, world: World, id: string): void {
  const [, ...others] = world.current().filter((one) => one.id === id && model.declared.has(one.name));
  for (const { name } of others) {
    world.engine.forget(name);
    model.declared.delete(name);
  }
}

function recreate(model: Model, world: World, id: string): void {
  for (const { name } of world.current().filter((one) => one.id === id)) {
    const declaration = model.declared.get(name);
    if (declaration === undefined) continue;
    model.declared.set(name, { ...declaration, args: { ...declaration.args, onExpiry: "recreate" } });
  }
}
