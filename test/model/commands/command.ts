import type fc from "fast-check";
import type { Model } from "../model.ts";
import type { World } from "../world.ts";

export type Command = fc.AsyncCommand<Model, World>;

/** Whether the user may run other commands, because no interruption needs a way out first. */
export function isFree(model: Readonly<Model>): boolean {
  return !model.mustAdopt;
}

/** Whether the program declares anything. */
export function isDeclaring({ declared }: Readonly<Model>): boolean {
  return declared.size > 0;
}

/** The text of a command in a counterexample of fast-check. */
export function describeCommand(name: string, parameters: object): string {
  return `${name} ${JSON.stringify(parameters)}`;
}
