import type { Emulator, FaultOperation, FaultRequest } from "plivo-masking-emulator";
import type { SessionInputs } from "../../../../provider/session/fields.ts";
import { createElsewhere } from "../../elsewhere.ts";
import { parties } from "../../field-changes.ts";
import type { Declared } from "../resource.ts";

/** A session in a program of the comparison. */
export type Compared = Omit<Declared, "name"> & { readonly args: SessionInputs };

export type ComparedProgram = Readonly<Record<string, Compared>>;

/** One operation, played on the real engine and on its stand-in. */
export interface Act {
  readonly name: string;
  readonly operation: "preview" | "up" | "refresh" | "destroy";
  /** What the program declares from now on. Default: as before. */
  readonly program?: ComparedProgram;
  readonly faults?: readonly FaultRequest[];
  /** What happens before. */
  readonly first?: (emulator: Emulator, idOf: (name: string) => string) => unknown;
  /** Seconds that pass before. */
  readonly advance?: number;
  readonly adopt?: boolean;
  readonly refresh?: boolean;
  readonly replace?: readonly string[];
  readonly taint?: string;
  /** How many steps run in parallel. Default: the player's own. */
  readonly parallel?: number;
  /** How often an `onError` hook lets a failing create run. Default 1. */
  readonly createAttempts?: number;
  /** Whether it fails. */
  readonly fails?: boolean;
  /**
   * Whether `npm test` plays it on the native host only: it shows what the engine does on any host. The soak
   * plays every act on both.
   */
  readonly ofEngine?: boolean;
}

/**
 * Parties of which at most 8 share an account or a subaccount. A refresh reads a ninth from lists, and their
 * number of pages depends on the seconds of the creates.
 */
function between(index: number) {
  return { ...parties(index), ...(index % 2 === 0 ? { subaccount: "SAEMULATORSUBACCOUNT" } : {}) };
}

const created = {
  same: { args: between(0) },
  updated: { args: { ...between(1), ringTimeout: 30 } },
  replaced: { args: between(2) },
  removed: { args: between(3) },
  oldName: { args: between(4) },
  forced: { args: between(5) },
  tainted: { args: between(6) },
  deletedFirst: { args: between(7), deleteBeforeReplace: true },
  expiring: { args: { ...between(8), sessionExpiry: 600 } },
  drifting: { args: { ...between(9), ringTimeout: 30 } },
  extended: { args: { ...between(11), sessionExpiry: 600 } },
  ignored: { args: { ...between(12), onExpiry: "ignore" } },
  lost: { args: between(13), dependsOnEarlier: true },
  again: { args: { ...between(14), ringTimeout: 20, ifExists: "adopt" }, dependsOnEarlier: true },
} as const satisfies ComparedProgram;

const { removed: _, oldName, ...rest } = created;
const half = { args: { ...between(10), ringTimeout: 20, ifExists: "adopt" } } as const;
const changed = {
  ...rest,
  newName: oldName,
  updated: { args: { ...between(1), ringTimeout: 40 } },
  replaced: { args: { ...between(2), geomatch: false } },
  deletedFirst: { args: { ...between(7), geomatch: false }, deleteBeforeReplace: true },
};
const withHalf = { ...changed, half };
const failing = { ...withHalf, updated: { args: { ...between(1), ringTimeout: 50 } } };
const goneFirst = { ...failing, deletedFirst: created.deletedFirst };
const replacedAgain = { ...goneFirst, replaced: created.replaced };
const { newName, ...others } = replacedAgain;
const renamed = { ...others, lastName: newName };
const ownedTwice = {
  early: { args: between(0) },
  ...renamed,
  same: { ...created.same, dependsOnEarlier: true },
};

type FaultStatus = Extract<FaultRequest, { kind: "status" }>["status"];
const always = { nth: 1, times: null } as const;
const fault = (operation: FaultOperation, status: FaultStatus, more: object = always): FaultRequest => ({
  kind: "status",
  operation,
  when: "before",
  status,
  ...more,
});

/** Expires a session as someone does in the vendor's console. */
function ending(name: string): NonNullable<Act["first"]> {
  return ({ sessions }, idOf) => {
    sessions.change(idOf(name), { status: "expired" });
  };
}

/** Everything that tests on the stand-in rely on, in few operations. */
export const acts: readonly Act[] = [
  {
    name: "creates, of which an onError hook runs one again after a lost response, and one after a partial failure",
    operation: "up",
    program: created,
    createAttempts: 2,
    first: (emulator) => createElsewhere(emulator, { ...between(14), ringTimeout: 50 }),
    faults: [
      { kind: "reset", operation: "create", when: "after", nth: 13 },
      fault("list", 403, { nth: 1 }),
      fault("update", 403, { nth: 1 }),
    ],
  },
  {
    name: "a preview of changes of every kind",
    operation: "preview",
    program: changed,
    first: ({ sessions, clock }, idOf) => {
      sessions.change(idOf("extended"), { expiry_time: new Date(clock.now() + 86_400_000).toISOString() });
    },
    advance: 700,
    replace: ["forced"],
    taint: "tainted",
  },
  { name: "changes of every kind", operation: "up", replace: ["forced"] },
  {
    name: "a partial failure of a create that adopts a session and cannot update it",
    operation: "up",
    program: withHalf,
    first: (emulator) => createElsewhere(emulator, { ...between(10), ringTimeout: 50 }),
    faults: [fault("update", 500)],
    fails: true,
  },
  {
    name: "a refresh that fails",
    ofEngine: true,
    operation: "refresh",
    faults: [fault("get", 403)],
    fails: true,
  },
  {
    name: "a refresh that finds drift and ended sessions",
    operation: "refresh",
    first: ({ sessions }, idOf) => {
      sessions.change(idOf("drifting"), { ring_timeout: 44 });
      for (const name of ["same", "ignored"]) sessions.change(idOf(name), { status: "expired" });
    },
  },
  { name: "an up that repairs the drift", operation: "up", program: withHalf },
  {
    name: "a refused argument",
    ofEngine: true,
    operation: "up",
    program: { refused: { args: { ...between(15), ringTimeout: 0.5 } }, ...withHalf },
    fails: true,
  },
  {
    name: "an update that fails",
    ofEngine: true,
    operation: "up",
    program: failing,
    faults: [fault("update", 500)],
    fails: true,
  },
  {
    name: "the same update of an ended session",
    ofEngine: true,
    operation: "up",
    first: ending("updated"),
    fails: true,
  },
  { name: "the replacement of that session", ofEngine: true, operation: "up" },
  {
    name: "a deletion before a create that fails",
    ofEngine: true,
    operation: "up",
    program: goneFirst,
    faults: [fault("create", 429)],
    fails: true,
  },
  {
    name: "that create, and a replaced session that cannot be expired",
    ofEngine: true,
    operation: "up",
    program: replacedAgain,
    faults: [fault("expire", 500)],
    fails: true,
  },
  {
    name: "a rename, a forced replacement and a tainted session under adopt, after a refresh",
    operation: "up",
    program: renamed,
    adopt: true,
    refresh: true,
    // In parallel, the calls of the two resources of one party would mix.
    parallel: 1,
    replace: ["forced"],
    taint: "tainted",
  },
  {
    name: "a create that adopts the session of a later resource",
    operation: "up",
    program: ownedTwice,
    adopt: true,
    fails: true,
  },
  { name: "an up while two resources have one session", ofEngine: true, operation: "up", fails: true },
  { name: "a destroy while two resources have one session", operation: "destroy" },
];
