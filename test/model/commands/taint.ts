import fc from "fast-check";
import type { Model } from "../model.ts";
import type { World } from "../world.ts";
import { isDeclaring, isFree, describeCommand, type Command } from "./command.ts";

/** `pulumi state taint`: the next update replaces the resource. */
class Taint implements Command {
  constructor(readonly index: number) {}

  check(model: Readonly<Model>): boolean {
    return isFree(model) && isDeclaring(model);
  }

  run(model: Model, { engine }: World): Promise<void> {
    engine.taint(model.nameAt(this.index));
    return Promise.resolve();
  }

  toString(): string {
    return describeCommand("taint", this);
  }
}

export const taint = fc.nat(5).map((index) => new Taint(index));
