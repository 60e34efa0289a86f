import { PlivoClient } from "../../../provider/plivo/index.ts";
import type { SessionInputs } from "../../../provider/session/fields.ts";
import type { Properties } from "../stand-in/resource.ts";
import type { Outcome } from "../stand-in/run.ts";
import { EngineStandIn, type OperationOptions } from "../stand-in/stand-in.ts";
import type { Operation } from "./kinds.ts";

export const both = { firstParty: "+12025550147", secondParty: "+12025550168" } as const;

/** A sequence of operations with one operation of the API to test, without a fault. */
export interface Scenario {
  readonly name: string;
  /** The API operations that it sends. A fault can affect each. */
  readonly operations: readonly Operation[];
  /** What the program declares. */
  readonly inputs: SessionInputs;
  /** Whether the program declares a session at the end. */
  readonly declared: boolean;
  /** The code of the error that it ends with even without a fault. */
  readonly endsWith?: string;
  /** Whether the server rightly refuses the request. */
  readonly refused?: boolean;
  /** Variables of the run. */
  readonly environment?: NodeJS.ProcessEnv;
  /** The number of reads or creates after which they share lists. Default: the provider's own. */
  readonly bulkThreshold?: number;
  /** Creates what exists before. */
  readonly before: (engine: EngineStandIn) => Promise<unknown>;
  readonly act: (engine: EngineStandIn, inputs: SessionInputs, options: OperationOptions) => Promise<Outcome>;
}

/** A program that declares one session. */
export function programFor(inputs: SessionInputs) {
  return [{ name: "session", args: inputs as Properties }];
}

const nothing: Scenario["before"] = () => Promise.resolve();

/** Creates the session as an earlier run did. */
function createFirst(inputs: SessionInputs): Scenario["before"] {
  return (engine) => engine.up(programFor(inputs));
}

/** Creates a session that no state has, as a killed run does. */
function leaveOrphan(inputs: SessionInputs): Scenario["before"] {
  return async ({ emulator: { authId, authToken, endpoint } }) => {
    const client = new PlivoClient({ authId, authToken, endpoint });
    await client.create(inputs);
    await client.close();
  };
}

/**
 * Adds another, expired session, which is read first. After its response, rows of lists replace single reads.
 */
function addExpired(before: Scenario["before"]): Scenario["before"] {
  return async (engine) => {
    await before(engine);
    const other = new EngineStandIn(engine.emulator, { host: engine.host });
    await other.up([{ name: "beside", args: { firstParty: "+12025550101", secondParty: "+12025550102" } }]);
    for (const { id } of other.resources) engine.emulator.sessions.change(id, { status: "expired" });
    engine.resources.unshift(...other.resources);
  };
}

/** Passes the stored expiry of a session; `extended` moves the expiry at the API first. */
function createAndExpire(extended: boolean): Scenario["before"] {
  return async (engine) => {
    await engine.up(programFor({ ...both, sessionExpiry: 3600 }));
    const { sessions, clock } = engine.emulator;
    const later = new Date(clock.now() + 86_400_000).toISOString();
    for (const { id } of engine.resources) if (extended) sessions.change(id, { expiry_time: later });
    clock.advance(3700);
  };
}

const up: Scenario["act"] = (engine, inputs, options) => engine.up(programFor(inputs), options);
const destroy: Scenario["act"] = (engine, _inputs, options) => engine.destroy(options);
const adopting = { PLIVO_IF_EXISTS: "adopt" };

const defaults = { declared: true, before: nothing, act: up };

export const scenarios: readonly Scenario[] = (
  [
    {
      name: "a create",
      operations: ["create"],
      inputs: { ...both, ringTimeout: 20 },
    },
    {
      name: "a create of a session that rings",
      operations: ["create"],
      inputs: { ...both, initiateCallToFirstParty: true, onExpiry: "recreate" },
    },
    {
      name: "a create that may take over, where there is nothing",
      operations: ["list", "create"],
      inputs: both,
      environment: adopting,
    },
    {
      name: "the take-over of a session that is as declared",
      operations: ["list", "get"],
      inputs: both,
      environment: adopting,
      before: leaveOrphan(both),
    },
    {
      name: "the take-over of a session that is to be changed",
      operations: ["list", "get", "update"],
      inputs: { ...both, ringTimeout: 20, record: true },
      environment: adopting,
      before: leaveOrphan({ ...both, ringTimeout: 50 }),
    },
    {
      name: "a refresh",
      operations: ["get"],
      inputs: { ...both, ringTimeout: 20 },
      before: createFirst({ ...both, ringTimeout: 20 }),
      act: (engine, _inputs, options) => engine.refresh(options),
    },
    {
      name: "a create that may take over from a shared list, where there is nothing",
      operations: ["list", "create"],
      inputs: both,
      environment: adopting,
      bulkThreshold: 0,
    },
    {
      name: "the take-over of a session that a shared list shows, and that is to be changed",
      operations: ["list", "get", "update"],
      inputs: { ...both, ringTimeout: 20, record: true },
      environment: adopting,
      bulkThreshold: 0,
      before: addExpired(leaveOrphan({ ...both, ringTimeout: 50, record: false })),
      act: (engine, inputs, options) =>
        engine.up(programFor(inputs), { ...options, refresh: true, parallel: 1 }),
    },
    {
      name: "a refresh of a session that a shared list shows",
      operations: ["list", "get"],
      inputs: { ...both, ringTimeout: 20 },
      bulkThreshold: 0,
      before: addExpired(createFirst({ ...both, ringTimeout: 20 })),
      act: (engine, _inputs, options) => engine.refresh({ ...options, parallel: 1 }),
    },
    {
      name: "an update",
      operations: ["update"],
      inputs: { ...both, ringTimeout: 20 },
      before: createFirst({ ...both, ringTimeout: 50 }),
    },
    {
      name: "an update of sessionExpiry",
      operations: ["update"],
      inputs: { ...both, sessionExpiry: 7200 },
      before: createFirst({ ...both, sessionExpiry: 3600 }),
    },
    {
      name: "an update of a session that has ended",
      operations: ["update", "get"],
      endsWith: "PLIVO_SESSION_ENDED",
      inputs: { ...both, ringTimeout: 20 },
      before: async (engine) => {
        await engine.up(programFor(both));
        for (const { id } of engine.resources) engine.emulator.sessions.change(id, { status: "expired" });
      },
    },
    {
      name: "a replacement by the program",
      operations: ["create", "expire"],
      inputs: { ...both, virtualNumberCooloffPeriod: 60 },
      before: createFirst(both),
    },
    {
      name: "a replacement by the clock",
      operations: ["create", "get"],
      inputs: { ...both, sessionExpiry: 3600 },
      before: createAndExpire(false),
    },
    {
      name: "a destroy",
      operations: ["expire"],
      inputs: both,
      declared: false,
      before: createFirst(both),
      act: destroy,
    },
    {
      name: "a destroy of a session that has ended",
      refused: true,
      operations: ["expire"],
      inputs: both,
      declared: false,
      before: createAndExpire(false),
      act: destroy,
    },
    {
      name: "a destroy of a session that was extended",
      operations: ["expire"],
      inputs: both,
      declared: false,
      before: createAndExpire(true),
      act: destroy,
    },
  ] satisfies (Partial<Scenario> & Omit<Scenario, keyof typeof defaults>)[]
).map((one) => ({ ...defaults, ...one }));
