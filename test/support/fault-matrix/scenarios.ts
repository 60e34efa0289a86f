import type { Emulator } from "plivo-masking-emulator";
import { PlivoClient } from "../../../provider/plivo";
import type { SessionInputs } from "../../../provider/session/fields";
import type { Operation } from "./kinds";
import { emptyState, Run, type State } from "./run";

export const both = { firstParty: "+12025550147", secondParty: "+12025550168" } as const;

/** A course of events in which an operation of the API plays its part, before any fault. */
export interface Scenario {
  readonly name: string;
  /** The operations that it makes, each of which a fault can hit. */
  readonly operations: readonly Operation[];
  /** What the program declares. */
  readonly inputs: SessionInputs;
  /** Whether the program declares a session at the end. */
  readonly declared: boolean;
  /** The code of the error that it ends with even without a fault. */
  readonly endsWith?: string;
  /** Whether the server itself refuses the request, rightly. */
  readonly refused?: boolean;
  /** Variables of the run. */
  readonly environment?: NodeJS.ProcessEnv;
  /** How many reads and creates ask for themselves before they share lists. Default: as many as in earnest. */
  readonly bulkAfter?: number;
  /** Brings about what is there before; returns what the state has of it. */
  readonly before: (emulator: Emulator) => Promise<State>;
  readonly act: (run: Run, inputs: SessionInputs) => Promise<void>;
}

const nothing: Scenario["before"] = () => Promise.resolve(emptyState);

/** Makes the session as an earlier run did. */
function made(inputs: SessionInputs): Scenario["before"] {
  return async (emulator) => {
    const run = new Run(emulator);
    await run.up(inputs);
    return run.state;
  };
}

/** Makes a session of which no state knows, as a killed run does. */
function leftBehind(inputs: SessionInputs): Scenario["before"] {
  return async (emulator) => {
    const { authId, authToken, endpoint } = emulator;
    const client = new PlivoClient({ authId, authToken, endpoint });
    await client.create(inputs);
    await client.close();
    return emptyState;
  };
}

/** Has another session beside, which has ended: once its read is answered, rows of lists stand for answers. */
function besideEnded(before: Scenario["before"]): Scenario["before"] {
  return async (emulator) => {
    const { resource: beside } = await made({ firstParty: "+12025550101", secondParty: "+12025550102" })(
      emulator,
    );
    emulator.sessions.change(beside?.id ?? "", { status: "expired" });
    return { ...(await before(emulator)), beside };
  };
}

/** Lets the stored end of a session pass, unless its end is put off at the API alone. */
function pastItsEnd(extended: boolean): Scenario["before"] {
  return async (emulator) => {
    const state = await made({ ...both, sessionExpiry: 3600 })(emulator);
    const later = new Date(emulator.clock.now() + 86_400_000).toISOString();
    if (extended) emulator.sessions.change(state.resource?.id ?? "", { expiry_time: later });
    emulator.clock.advance(3700);
    return state;
  };
}

const up: Scenario["act"] = (run, inputs) => run.up(inputs);
const adopting = { PLIVO_IF_EXISTS: "adopt" };

export const scenarios: readonly Scenario[] = [
  {
    name: "a create",
    operations: ["create"],
    inputs: { ...both, ringTimeout: 20 },
    declared: true,
    before: nothing,
    act: up,
  },
  {
    name: "a create of a session that rings",
    operations: ["create"],
    inputs: { ...both, initiateCallToFirstParty: true, onExpiry: "recreate" },
    declared: true,
    before: nothing,
    act: up,
  },
  {
    name: "a create that may take over, where there is nothing",
    operations: ["list", "create"],
    inputs: both,
    declared: true,
    environment: adopting,
    before: nothing,
    act: up,
  },
  {
    name: "the take-over of a session that is as declared",
    operations: ["list", "get"],
    inputs: both,
    declared: true,
    environment: adopting,
    before: leftBehind(both),
    act: up,
  },
  {
    name: "the take-over of a session that is to be changed",
    operations: ["list", "get", "update"],
    inputs: { ...both, ringTimeout: 20, record: true },
    declared: true,
    environment: adopting,
    before: leftBehind({ ...both, ringTimeout: 50 }),
    act: up,
  },
  {
    name: "a refresh",
    operations: ["get"],
    inputs: { ...both, ringTimeout: 20 },
    declared: true,
    before: made({ ...both, ringTimeout: 20 }),
    act: (run) => run.refresh(),
  },
  {
    name: "a create that may take over from a shared list, where there is nothing",
    operations: ["list", "create"],
    inputs: both,
    declared: true,
    environment: adopting,
    bulkAfter: 0,
    before: nothing,
    act: up,
  },
  {
    name: "the take-over of a session that a shared list shows, and that is to be changed",
    operations: ["list", "get", "update"],
    inputs: { ...both, ringTimeout: 20, record: true },
    declared: true,
    environment: adopting,
    bulkAfter: 0,
    before: besideEnded(leftBehind({ ...both, ringTimeout: 50, record: false })),
    act: async (run, inputs) => {
      await run.refreshBeside();
      await run.up(inputs);
    },
  },
  {
    name: "a refresh of a session that a shared list shows",
    operations: ["list", "get"],
    inputs: { ...both, ringTimeout: 20 },
    declared: true,
    bulkAfter: 0,
    before: besideEnded(made({ ...both, ringTimeout: 20 })),
    act: async (run) => {
      await run.refreshBeside();
      await run.refresh();
    },
  },
  {
    name: "an update",
    operations: ["update"],
    inputs: { ...both, ringTimeout: 20 },
    declared: true,
    before: made({ ...both, ringTimeout: 50 }),
    act: up,
  },
  {
    name: "an update of sessionExpiry",
    operations: ["update"],
    inputs: { ...both, sessionExpiry: 7200 },
    declared: true,
    before: made({ ...both, sessionExpiry: 3600 }),
    act: up,
  },
  {
    name: "an update of a session that has ended",
    operations: ["update", "get"],
    endsWith: "PLIVO_SESSION_ENDED",
    inputs: { ...both, ringTimeout: 20 },
    declared: true,
    before: async (emulator) => {
      const state = await made(both)(emulator);
      emulator.sessions.change(state.resource?.id ?? "", { status: "expired" });
      return state;
    },
    act: up,
  },
  {
    name: "a replacement by the program",
    operations: ["create", "expire"],
    inputs: { ...both, virtualNumberCooloffPeriod: 60 },
    declared: true,
    before: made(both),
    act: up,
  },
  {
    name: "a replacement by the clock",
    operations: ["create", "get"],
    inputs: { ...both, sessionExpiry: 3600 },
    declared: true,
    before: pastItsEnd(false),
    act: up,
  },
  {
    name: "a destroy",
    operations: ["expire"],
    inputs: both,
    declared: false,
    before: made(both),
    act: (run) => run.destroy(),
  },
  {
    name: "a destroy of a session that has ended",
    refused: true,
    operations: ["expire"],
    inputs: both,
    declared: false,
    before: pastItsEnd(false),
    act: (run) => run.destroy(),
  },
  {
    name: "a destroy of a session that was extended",
    operations: ["expire"],
    inputs: both,
    declared: false,
    before: pastItsEnd(true),
    act: (run) => run.destroy(),
  },
];
