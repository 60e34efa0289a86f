import type fc from "fast-check";
import type { Model } from "../model.ts";
import type { World } from "../world.ts";

export type Command = fc.AsyncCommand<Model, World>;

/** @param parameters for its text in a counterexample. */
export function command(
  name: string,
  parameters: object,
  run: (model: Model, world: World) => void | Promise<void>,
  check: Command["check"] = () => true,
): Command {
  return {
    check,
    run: async (model, world) => run(model, world),
    toString: () => `${name} ${JSON.stringify(parameters)}`,
  };
}

/** Whether the user may run other commands, because no interruption needs a way out first. */
export function isFree(model: Readonly<Model>): boolean {
  return !model.mustAdopt;
}
