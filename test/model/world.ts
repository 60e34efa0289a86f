import type { ControlledSession, Emulator, Switches } from "plivo-masking-emulator";
import type { Resource } from "../support/stand-in/resource.ts";
import type { Host } from "../support/stand-in/hosts.ts";
import { EngineStandIn } from "../support/stand-in/stand-in.ts";
import { openEmulator } from "../support/virtual-clock.ts";

/** What all runs together have done. */
export const figures = {
  runs: 0,
  operations: 0,
  requests: 0,
  faultsFired: 0,
  kills: 0,
  doubled: 0,
  lost: 0,
};

/** Enough for every party, and far fewer than the emulator's own, which take long to lay out anew. */
const pool = Array.from({ length: 60 }, (_, index) => ({
  number: `+120155501${index.toString().padStart(2, "0")}`,
}));

/**
 * @param switches what the API answers where documents are silent. Default: as the emulator does by default.
 */
export function openWorld(switches: Partial<Switches> = {}): Promise<Emulator> {
  return openEmulator({ pool, switches });
}

/** The system under test: the engine's stand-in with the provider's own code, and the API. */
export class World {
  readonly engine: EngineStandIn;
  /** Sessions that others have made: nobody here may touch them. */
  readonly strangers = new Set<string>();
  /** Sessions that were the stack's, and were left to whoever has extended them. */
  readonly givenAway = new Set<string>();
  /** Live sessions that no state knows, since an operation was killed or has said that they may exist. */
  orphans = new Set<string>();

  /** @param random from 0 to 1, for the length of the provider's waits. */
  constructor(
    readonly emulator: Emulator,
    readonly random: () => number,
    host: Host,
  ) {
    emulator.reset();
    this.engine = new EngineStandIn(emulator, { host, random });
  }

  /** What is alive and goes on for longer than it takes to look for it. */
  live(): ControlledSession[] {
    const soon = this.emulator.clock.now() + 30_000;
    return this.emulator.sessions.live().filter(({ expiry_time }) => dateOf(expiry_time) >= soon);
  }

  liveIds(): string[] {
    return this.live().map(({ session_uuid }) => session_uuid);
  }

  /** Live sessions that neither the state nor anybody else has. */
  unknown(): ControlledSession[] {
    const known = new Set(this.engine.resources.map(({ id }) => id));
    return this.live().filter(({ session_uuid: id }) => !known.has(id) && !this.isForeign(id));
  }

  /** Whether somebody else has the session. */
  isForeign(id: string): boolean {
    return this.strangers.has(id) || this.givenAway.has(id);
  }

  /** The resources that are not waiting for their deletion. */
  current(): Resource[] {
    return this.engine.resources.filter((resource) => !resource.delete);
  }

  /** Ends a session as somebody does in the vendor's console. */
  expire(id: string): void {
    this.emulator.sessions.change(id, { status: "expired" });
  }
}

/** The parties of a session or of a resource's inputs, as one text. */
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
