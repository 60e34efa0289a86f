import fc from "fast-check";
import { alterations, alter, type Alteration } from "../declarations.ts";
import type { Model } from "../model.ts";
import { isDeclaring, isFree, describeCommand, type Command } from "./command.ts";

/** The program changes the arguments of a session. */
class Change implements Command {
  constructor(
    readonly index: number,
    readonly alteration: Alteration,
  ) {}

  check(model: Readonly<Model>): boolean {
    return isFree(model) && isDeclaring(model);
  }

  run(model: Model): Promise<void> {
    const name = model.nameAt(this.index);
    const before = model.declared.get(name);
    if (before !== undefined) model.declared.set(name, alter(before, this.alteration));
    return Promise.resolve();
  }

  toString(): string {
    return describeCommand("change", this);
  }
}

export const change = fc
  .tuple(fc.nat(5), alterations)
  .map(([index, alteration]) => new Change(index, alteration));
