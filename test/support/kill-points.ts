import type { FaultMoment, FaultOperation } from "plivo-masking-emulator";
import type { MaskingSessionArgs } from "pulumi-plivo-masking";
import type { Target } from "../../tools/engine/index.ts";
import { parties } from "./field-changes.ts";

/** When an operation is killed. */
export type Moment =
  /** The program runs, and nothing was sent. */
  | { readonly at: "program" }
  /** Plivo holds a request before it acts, or before it responds. */
  | {
      readonly at: "held";
      readonly operation: FaultOperation;
      readonly nth: number;
      readonly when: FaultMoment;
    }
  /** A create's response has arrived, and the engine can no longer write the state. */
  | { readonly at: "answered"; readonly nth: number }
  /** The engine has reported this many creates, and writes the state. */
  | { readonly at: "saved"; readonly sessions: number };

/** The operation that is killed, and the result of the way out. */
export interface Scene {
  readonly before: Readonly<Record<string, MaskingSessionArgs>>;
  readonly after: Readonly<Record<string, MaskingSessionArgs>>;
  readonly operation: "up" | "destroy" | "refresh";
  readonly wayOut: WayOut;
}

/** The command, after `pulumi cancel` if necessary; an `up` has PLIVO_IF_EXISTS=adopt. */
export type WayOut = "up" | "up --refresh" | "destroy";

export interface KillPoint {
  readonly target: Target;
  readonly scene: keyof typeof scenes;
  readonly moment: Moment;
}

function sessions(count: number, more: MaskingSessionArgs = {}): Record<string, MaskingSessionArgs> {
  const entries = Array.from({ length: count }, (_, index) => ({ ...parties(index), ...more }));
  return Object.fromEntries(entries.map((args, index) => [`session${String(index)}`, args]));
}

const thirty = sessions(30);

export const scenes = {
  create: { before: {}, after: thirty, operation: "up", wayOut: "up" },
  update: { before: thirty, after: sessions(30, { callTimeLimit: 900 }), operation: "up", wayOut: "up" },
  // Plivo does not report geomatch: old and new sessions look alike.
  replacement: { before: thirty, after: sessions(30, { geomatch: false }), operation: "up", wayOut: "up" },
  removal: { before: sessions(36), after: thirty, operation: "up", wayOut: "up" },
  refresh: { before: thirty, after: thirty, operation: "refresh", wayOut: "up" },
  destroy: { before: thirty, after: {}, operation: "destroy", wayOut: "destroy" },
  // The program still declares the sessions.
  "regretted destroy": { before: thirty, after: thirty, operation: "destroy", wayOut: "up --refresh" },
} as const satisfies Record<string, Scene>;

const heldMoment = (operation: FaultOperation, nth: number, when: FaultMoment): Moment => ({
  at: "held",
  operation,
  nth,
  when,
});
const answeredMoment = (nth: number): Moment => ({ at: "answered", nth });
const savedMoment = (count: number): Moment => ({ at: "saved", sessions: count });

/** Points at which an operation on 30 sessions is killed. `npm test` takes the first ones. */
export const killPoints: readonly KillPoint[] = [
  { target: "cli", scene: "create", moment: heldMoment("create", 15, "after") },
  { target: "provider", scene: "replacement", moment: heldMoment("create", 3, "after") },
  { target: "both", scene: "create", moment: answeredMoment(6) },

  { target: "cli", scene: "create", moment: { at: "program" } },
  { target: "both", scene: "create", moment: heldMoment("create", 1, "before") },
  { target: "provider", scene: "create", moment: heldMoment("create", 1, "before") },
  { target: "cli", scene: "create", moment: heldMoment("create", 8, "before") },
  { target: "provider", scene: "create", moment: heldMoment("create", 10, "after") },
  { target: "provider", scene: "create", moment: heldMoment("create", 30, "before") },
  { target: "both", scene: "create", moment: heldMoment("create", 30, "after") },
  { target: "cli", scene: "create", moment: answeredMoment(20) },
  { target: "cli", scene: "create", moment: savedMoment(1) },
  { target: "provider", scene: "create", moment: savedMoment(10) },
  { target: "both", scene: "create", moment: savedMoment(20) },

  { target: "cli", scene: "update", moment: heldMoment("update", 5, "before") },
  { target: "provider", scene: "update", moment: heldMoment("update", 15, "after") },
  { target: "both", scene: "update", moment: heldMoment("update", 30, "after") },

  { target: "cli", scene: "replacement", moment: heldMoment("create", 12, "before") },
  { target: "both", scene: "replacement", moment: answeredMoment(25) },
  { target: "provider", scene: "replacement", moment: heldMoment("expire", 5, "before") },
  { target: "cli", scene: "replacement", moment: heldMoment("expire", 10, "after") },

  { target: "both", scene: "removal", moment: heldMoment("expire", 3, "after") },
  { target: "cli", scene: "refresh", moment: heldMoment("get", 5, "before") },
  { target: "both", scene: "refresh", moment: heldMoment("list", 1, "after") },

  { target: "cli", scene: "destroy", moment: heldMoment("expire", 10, "before") },
  { target: "provider", scene: "destroy", moment: heldMoment("expire", 20, "after") },
  { target: "both", scene: "destroy", moment: heldMoment("expire", 1, "after") },
  { target: "cli", scene: "regretted destroy", moment: heldMoment("expire", 15, "after") },
];
