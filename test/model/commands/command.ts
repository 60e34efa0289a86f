import type fc from "fast-check";
import type { Model } from "../model.ts";
import type { World } from "../world.ts";

export type Command = fc.AsyncCommand<Model, World>;

/** Whether the user may go on with other things, since no way out is to be taken first. */
export function isFree(model: Readonly<Model>): boolean {
  return !model.mustAdopt;
}

/** Whether the program declares anything. */
export function isDeclaring({ declared }: Readonly<Model>): boolean {
  return declared.size > 0;
}

/** A command as fast-check shows it in a counterexample. */
export function describeCommand(name: string, parameters: object): string {
  return `${name} ${JSON.stringify(parameters)}`;
}
