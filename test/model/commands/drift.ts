import fc from "fast-check";
import type { Model } from "../model.ts";
import type { World } from "../world.ts";
import { isFree, describeCommand, type Command } from "./command.ts";

const kinds = ["extended", "ended", "forgotten", "changed", "in a call"] as const;

/** Someone changes a session outside the stack. */
class Drift implements Command {
  constructor(
    readonly kind: (typeof kinds)[number],
    readonly index: number,
  ) {}

  check(model: Readonly<Model>): boolean {
    return isFree(model);
  }

  run(_model: Model, { engine, emulator: { sessions, clock } }: World): Promise<void> {
    const live = new Set(sessions.live().map(({ session_uuid }) => session_uuid));
    const ids = engine.resources.map(({ id }) => id).filter((id) => live.has(id));
    const id = ids[this.index % Math.max(1, ids.length)];
    if (id === undefined) return Promise.resolve();
    const later = new Date(clock.now() + 100_000_000).toISOString();
    if (this.kind === "extended") sessions.change(id, { expiry_time: later });
    if (this.kind === "ended") sessions.change(id, { status: "expired" });
    if (this.kind === "forgotten") sessions.remove(id);
    if (this.kind === "changed") sessions.change(id, { ring_timeout: 44, record: true });
    if (this.kind === "in a call") sessions.change(id, { status: "in-progress" });
    return Promise.resolve();
  }

  toString(): string {
    return describeCommand("drift", this);
  }
}

export const drift = fc
  .tuple(fc.constantFrom(...kinds), fc.nat(5))
  .map(([kind, index]) => new Drift(kind, index));
