import fc from "fast-check";
import type { Model } from "../model.ts";
import type { World } from "../world.ts";
import { describeCommand, type Command } from "./command.ts";

/** Time passes between two operations. */
class LetTimePass implements Command {
  constructor(readonly seconds: number) {}

  check(): boolean {
    return true;
  }

  run(_model: Model, { emulator }: World): Promise<void> {
    emulator.clock.advance(this.seconds);
    return Promise.resolve();
  }

  toString(): string {
    return describeCommand("let time pass", this);
  }
}

export const letTimePass = fc
  .constantFrom(1, 20, 100, 700, 4_000, 90_000)
  .map((seconds) => new LetTimePass(seconds));
