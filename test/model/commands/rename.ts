import fc from "fast-check";
import type { Model } from "../model.ts";
import { isDeclaring, isFree, describeCommand, type Command } from "./command.ts";

/** The program renames a session, without an alias. */
class Rename implements Command {
  constructor(readonly index: number) {}

  check(model: Readonly<Model>): boolean {
    return isFree(model) && isDeclaring(model);
  }

  run(model: Model): Promise<void> {
    model.rename(model.nameAt(this.index), model.newName());
    return Promise.resolve();
  }

  toString(): string {
    return describeCommand("rename", this);
  }
}

export const rename = fc.nat(5).map((index) => new Rename(index));
