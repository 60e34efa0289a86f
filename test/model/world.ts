import type { ControlledSession, Emulator, Switches } from "plivo-masking-emulator";
import type { Resource } from "../support/stand-in/resource.ts";
import type { Host } from "../support/stand-in/hosts.ts";
import { EngineStandIn } from "../support/stand-in/stand-in.ts";
import { openEmulator } from "../support/virtual-clock.ts";

/** Totals of all runs. */
export const figures = {
  runs: 0,
  operations: 0,
  requests: 0,
  faultsFired: 0,
  kills: 0,
  doubled: 0,
  lost: 0,
};

/** Enough numbers for every party. Smaller than the emulator's own pool, so a reset is faster. */
const pool = Array.from({ length: 60 }, (_, index) => ({
  number: `+120155501${index.toString().padStart(2, "0")}`,
}));

/** @param switches undocumented API behaviour. Default: the emulator's default. */
export function openWorld(switches: Partial<Switches> = {}): Promise<Emulator> {
  return openEmulator({ pool, switches });
}

/** The system under test: the engine's stand-in with the real provider, and the emulator. */
export class World {
  readonly engine: EngineStandIn;
  /** Sessions that others created. The stack must not touch them. */
  readonly strangers = new Set<string>();
  /** Former sessions of the stack that someone else extended. */
  readonly givenAway = new Set<string>();
  /** Live sessions in no state, because an operation was killed or reported that they may exist. */
  orphans = new Set<string>();

  /** @param random returns a number from 0 to 1, for the provider's delays. */
  constructor(
    readonly emulator: Emulator,
    readonly random: () => number,
    host: Host,
  ) {
    emulator.reset();
    this.engine = new EngineStandIn(emulator, { host, random });
  }

  /** Live sessions that do not expire during a lookup. */
  live(): ControlledSession[] {
    const soon = this.emulator.clock.now() + 30_000;
    return this.emulator.sessions.live().filter(({ expiry_time }) => dateOf(expiry_time) >= soon);
  }

  liveIds(): string[] {
    return this.live().map(({ session_uuid }) => session_uuid);
  }

  /** Live sessions that are in no state and belong to no one else. */
  unknown(): ControlledSession[] {
    const known = new Set(this.engine.resources.map(({ id }) => id));
    return this.live().filter(({ session_uuid: id }) => !known.has(id) && !this.isForeign(id));
  }

  isForeign(id: string): boolean {
    return this.strangers.has(id) || this.givenAway.has(id);
  }

  /** The resources without those that are pending deletion. */
  current(): Resource[] {
    return this.engine.resources.filter((resource) => !resource.delete);
  }

  /** Expires a session as in Plivo's console. */
  expire(id: string): void {
    this.emulator.sessions.change(id, { status: "expired" });
  }
}

/** A key for two parties. */
export function partiesOf(first: unknown, second: unknown): string {
  return [first, second].map((party) => (typeof party === "string" ? party.replace("+", "") : "")).join(" ");
}

function dateOf(expiryTime: unknown): number {
  return Date.parse(
    String(expiryTime)
      .replace(/ \+0000 UTC$/, "Z")
      .replace(" ", "T"),
  );
}
