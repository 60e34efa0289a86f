import fc from "fast-check";
import { declarations, maxDeclared, type Declaration } from "../declarations.ts";
import type { Model } from "../model.ts";
import { describeCommand, type Command } from "./command.ts";

/** The program adds a session, after the others or before them. */
class Declare implements Command {
  constructor(
    readonly declaration: Declaration,
    readonly first: boolean,
  ) {}

  check({ declared }: Readonly<Model>): boolean {
    return declared.size < maxDeclared;
  }

  run(model: Model): Promise<void> {
    model.declare(model.newName(), this.declaration, this.first);
    return Promise.resolve();
  }

  toString(): string {
    return describeCommand("declare", this);
  }
}

export const declare = fc
  .tuple(declarations, fc.boolean())
  .map(([declaration, first]) => new Declare(declaration, first));
