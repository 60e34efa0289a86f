import {
  SessionAdoptedError,
  SessionExpiredError,
  SessionTwiceError,
  SeveralSessionsError,
} from "../../provider/session/errors.ts";
import type { Outcome } from "../support/stand-in/run.ts";
import type { Model } from "./model.ts";
import type { World } from "./world.ts";

/** Does what the errors of an operation tell the user to do before the next one. */
export function follow(model: Model, world: World, outcome: Outcome): void {
  for (const error of outcome.errors) {
    if (error instanceof SeveralSessionsError) expireAllButOne(model, world, error.sessionUuids);
    if (error instanceof SessionAdoptedError) removeAdopter(model, world, outcome, error.sessionUuid);
    if (error instanceof SessionTwiceError) removeDuplicates(model, world, error.sessionUuid);
    if (error instanceof SessionExpiredError) recreate(model, world, error.sessionUuid);
  }
}

/** "End all but the one to keep": those of resources that the program still declares are kept. */
function expireAllButOne(model: Model, world: World, ids: readonly string[]): void {
  const declared = world.current().filter(({ name }) => model.declared.has(name));
  const kept = ids.filter((id) => declared.some((resource) => resource.id === id));
  const ended = ids.filter((id, index) => !kept.includes(id) && (kept.length > 0 || index > 0));
  for (const id of ended) world.expire(id);
  // All are the stack's own, of resources that are replaced whatever their differences are: that is given up.
  if (ended.length === 0) {
    model.replacing = [];
    world.engine.untaint();
  }
}

/** The resource that has taken over another one's session is removed from the state, and from the program. */
function removeAdopter(model: Model, world: World, { creations }: Outcome, id: string): void {
  const created = creations.map(({ name }) => name);
  for (const { name } of world.current().filter((one) => one.id === id && created.includes(one.name))) {
    world.engine.forget(name);
    model.declared.delete(name);
  }
}

/** All but one of the resources that have a session are removed from the state, and from the program. */
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
