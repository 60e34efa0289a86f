import fc from "fast-check";
import type { Model } from "../model.ts";
import { isDeclaring, isFree, describeCommand, type Command } from "./command.ts";

/** The program removes a session. */
class Remove implements Command {
  constructor(readonly index: number) {}

  check(model: Readonly<Model>): boolean {
    return isFree(model) && isDeclaring(model);
  }

  run(model: Model): Promise<void> {
    model.declared.delete(model.nameAt(this.index));
    return Promise.resolve();
  }

  toString(): string {
    return describeCommand("remove", this);
  }
}

export const remove = fc.nat(5).map((index) => new Remove(index));
