import type { Emulator, FaultRequest } from "plivo-masking-emulator";
import { PlivoClient } from "../../../../provider/plivo";
import type { SessionInputs } from "../../../../provider/session/fields";
import { parties } from "../../field-changes";

/** A session as a program of the comparison declares it. */
export interface Compared {
  readonly args: SessionInputs;
  readonly deleteBeforeReplace?: boolean;
}

export type ComparedProgram = Readonly<Record<string, Compared>>;

/** One operation, the same one on the real engine and on its stand-in. */
export interface Act {
  readonly name: string;
  readonly operation: "up" | "refresh" | "destroy";
  /** What the program declares from now on. Default: what it did. */
  readonly program?: ComparedProgram;
  readonly faults?: readonly FaultRequest[];
  /** What happens before. */
  readonly first?: (emulator: Emulator, idOf: (name: string) => string) => void | Promise<void>;
  /** Seconds that pass before. */
  readonly advance?: number;
  readonly adopt?: boolean;
  readonly refresh?: boolean;
  readonly replace?: readonly string[];
  readonly taint?: string;
  /** Whether it fails. */
  readonly fails?: boolean;
}

/**
 * Parties of which no more than 8 share an account or a subaccount: a refresh reads the ninth from lists, and how many pages those have
 * depends on the seconds in which the sessions happen to be made.
 */
function between(index: number) {
  return { ...parties(index), ...(index % 2 === 0 ? { subaccount: "SAEMULATORSUBACCOUNT" } : {}) };
}

const made = {
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
} as const satisfies ComparedProgram;

const { removed: _, oldName, ...rest } = made;
const half = { args: { ...between(10), ringTimeout: 20, ifExists: "adopt" } } as const;
const changed = {
  ...rest,
  newName: oldName,
  updated: { args: { ...between(1), ringTimeout: 40 } },
  replaced: { args: { ...between(2), geomatch: false } },
  deletedFirst: { args: { ...between(7), geomatch: false }, deleteBeforeReplace: true },
  half,
};
const failing = { ...changed, updated: { args: { ...between(1), ringTimeout: 50 } } };
const goneFirst = { ...failing, deletedFirst: made.deletedFirst };
const replacedAgain = { ...goneFirst, replaced: made.replaced };
const { newName, ...others } = replacedAgain;

const always = { nth: 1, times: null } as const;

/** Everything that the model-based test relies on the stand-in for, in few operations. */
export const acts: readonly Act[] = [
  { name: "creates", operation: "up", program: made },
  {
    name: "a creation that is half done: a session is taken over, and cannot be updated",
    operation: "up",
    program: { ...made, half },
    first: async ({ endpoint, authId, authToken }) => {
      const client = new PlivoClient({ endpoint, authId, authToken });
      await client.create({ ...between(10), ringTimeout: 50 });
      await client.close();
    },
    faults: [{ kind: "status", operation: "update", when: "before", status: 500, ...always }],
    fails: true,
  },
  {
    name: "changes of every kind, and the rest of what is half done",
    operation: "up",
    program: changed,
    advance: 700,
    replace: ["forced"],
    taint: "tainted",
  },
  {
    name: "a refresh that finds drift",
    operation: "refresh",
    first: ({ sessions }, idOf) => {
      sessions.change(idOf("drifting"), { ring_timeout: 44 });
      sessions.change(idOf("same"), { status: "expired" });
    },
  },
  { name: "the repair of what has drifted", operation: "up" },
  {
    name: "an update that fails",
    operation: "up",
    program: failing,
    faults: [{ kind: "status", operation: "update", when: "before", status: 500, ...always }],
    fails: true,
  },
  {
    name: "the same update of a session that has ended",
    operation: "up",
    first: ({ sessions }, idOf) => {
      sessions.change(idOf("updated"), { status: "expired" });
    },
    fails: true,
  },
  { name: "its replacement", operation: "up" },
  {
    name: "a deletion before a create that fails",
    operation: "up",
    program: goneFirst,
    faults: [{ kind: "status", operation: "create", when: "before", status: 429, ...always }],
    fails: true,
  },
  {
    name: "that create, and a replaced session that cannot be ended",
    operation: "up",
    program: replacedAgain,
    faults: [{ kind: "status", operation: "expire", when: "before", status: 500, ...always }],
    fails: true,
  },
  {
    name: "a rename and a forced replacement under adopt, after a refresh",
    operation: "up",
    program: { ...others, lastName: newName },
    adopt: true,
    refresh: true,
    replace: ["forced"],
  },
  { name: "a destroy", operation: "destroy" },
];
