import type { Emulator, FaultRequest, RecordedRequest } from "plivo-masking-emulator";
import { ProviderError } from "../../../provider/common/errors.ts";
import { recordFigures } from "../soak.ts";
import { hosts, type Host } from "../stand-in/hosts.ts";
import type { Outcome as OperationOutcome } from "../stand-in/run.ts";
import { EngineStandIn } from "../stand-in/stand-in.ts";
import { openEmulator } from "../virtual-clock.ts";
import { both, programFor, type Scenario } from "./scenarios.ts";

/** One operation of the engine. */
export interface Run extends OperationOutcome {
  /** The ids in the state after it. */
  readonly ids: readonly string[];
}

/** The result of one case. */
export interface Outcome {
  /** The run with the fault. */
  readonly run: Run;
  /** How often each fault fired. */
  readonly fired: readonly number[];
  /** The requests of that run. */
  readonly requests: readonly RecordedRequest[];
  /** Live sessions after it. */
  readonly live: readonly string[];
  /** Live sessions that the state does not have. */
  readonly unknown: readonly string[];
  /** The next run, without a fault, under `PLIVO_IF_EXISTS=adopt`. */
  readonly next: Run;
  /** Live sessions after that. */
  readonly liveAtLast: readonly string[];
}

/** Plays a scenario with faults, then the documented way out: `PLIVO_IF_EXISTS=adopt pulumi up`. */
export async function play(
  emulator: Emulator,
  scenario: Scenario,
  faults: readonly FaultRequest[],
  host: Host = "dynamic",
): Promise<Outcome> {
  await emulator.faults.clear();
  emulator.reset();
  const engine = new EngineStandIn(emulator, { host });
  await scenario.before(engine);
  emulator.requests.clear();
  for (const fault of faults) emulator.faults.arm(fault);
  const { environment = {}, bulkThreshold } = scenario;
  const run = await runOf(engine, scenario.act(engine, scenario.inputs, { environment, bulkThreshold }));
  const requests = emulator.requests.all();
  const fired = emulator.faults.all().map((fault) => fault.fired);
  await emulator.faults.clear();
  const live = liveIds(emulator);
  const unknown = live.filter((id) => !run.ids.includes(id));

  let next = await takeWayOut(engine, scenario);
  // The first run notices that a session has expired, and the next one creates it again.
  if (next.errors.length > 0 && scenario.endsWith !== undefined) next = await takeWayOut(engine, scenario);
  return { run, fired, requests, live, unknown, next, liveAtLast: liveIds(emulator) };
}

/** A case of the matrix. */
export interface FaultCase {
  readonly name: string;
  readonly scenario: Scenario;
  readonly faults: readonly FaultRequest[];
  readonly host: Host;
}

/** An emulator for the tests of the file that calls it, which records the figures of each host. */
export function faultMatrix(proof: string) {
  const figures = {
    dynamic: { cases: 0, doubled: 0, lost: 0 },
    native: { cases: 0, doubled: 0, lost: 0 },
  };
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await openEmulator();
  });
  afterAll(async () => {
    await emulator.close();
    for (const host of hosts) recordFigures(`${proof}, ${host} host`, figures[host]);
  });
  return {
    get emulator(): Emulator {
      return emulator;
    },
    /** Plays a case, and asserts what holds whatever the fault is. */
    async prove({ scenario, faults, host }: FaultCase): Promise<Outcome> {
      const outcome = await play(emulator, scenario, faults, host);
      const { run, requests, next } = outcome;
      const [doubled, lost] = [countDoubled(outcome), countLost(outcome, scenario)];
      figures[host].cases += 1;
      figures[host].doubled += doubled;
      figures[host].lost += lost;
      expect({ doubled, lost }).toEqual({ doubled: 0, lost: 0 });
      expect(blindCreates(requests, scenario)).toEqual([]);
      expect([...unfitTexts(run, emulator), ...unfitTexts(next, emulator)]).toEqual([]);
      expect(next.errors).toEqual([]);
      return outcome;
    },
  };
}

async function runOf(engine: EngineStandIn, operation: Promise<OperationOutcome>): Promise<Run> {
  const outcome = await operation;
  return { ...outcome, ids: engine.resources.map(({ id }) => id) };
}

function takeWayOut(engine: EngineStandIn, { declared, inputs, bulkThreshold }: Scenario): Promise<Run> {
  const options = { environment: { PLIVO_IF_EXISTS: "adopt" }, bulkThreshold };
  return runOf(engine, declared ? engine.up(programFor(inputs), options) : engine.destroy(options));
}

export function liveIds(emulator: Emulator): string[] {
  return emulator.sessions.live().map(({ session_uuid }) => session_uuid);
}

/**
 * The number of surplus sessions. A run may create one that the state does not have, besides the one that it
 * replaces; after the next run there is one.
 */
export function countDoubled({ requests, unknown, liveAtLast }: Outcome): number {
  const made = requests.filter(({ status }) => status === 201).length;
  return Math.max(0, made - 1, unknown.length - 1, liveAtLast.length - 1);
}

/**
 * The number of live sessions that neither the state has nor the next run adopts, and of declared ones that
 * are not live.
 */
export function countLost({ next, unknown, liveAtLast }: Outcome, { declared }: Scenario): number {
  const forgotten = [...unknown, ...liveAtLast].filter((id) => !next.ids.includes(id));
  const dead = declared ? next.ids.filter((id) => !liveAtLast.includes(id)) : [];
  return new Set([...forgotten, ...dead]).size;
}

const isCreate = ({ method, path }: RecordedRequest) =>
  method === "POST" && path.endsWith("/Masking/Session");
/** The status that the client received; 0 if none. */
const statusOf = ({ sent, status }: RecordedRequest) => sent ?? status;
const isList = ({ method, path }: RecordedRequest) => method === "GET" && path.endsWith("/Masking/Session");
/** Milliseconds for which a lookup reads the list before it concludes that there is no session. */
const grace = 15_000;

/** Creates that were sent again without proof that Plivo had not created the session. */
export function blindCreates(requests: readonly RecordedRequest[], { inputs }: Scenario): string[] {
  const creates = requests.filter(isCreate);
  return creates.slice(1).flatMap((create, index) => {
    const before = creates[index];
    if (before === undefined || statusOf(before) === 429) return [];
    if (inputs.initiateCallToFirstParty === true) return ["a create that rings was sent again"];
    const between = requests.slice(requests.indexOf(before) + 1, requests.indexOf(create));
    const conclusive = between.some(
      (request) =>
        isList(request) &&
        statusOf(request) === 200 &&
        Date.parse(request.time) - Date.parse(before.time) >= grace,
    );
    return conclusive
      ? []
      : [`a create was sent again after ${statusOf(before)} without a conclusive look-up`];
  });
}

/** What the host cannot handle in the errors, or no user may read in errors and lines. */
export function unfitTexts({ errors, lines }: Pick<Run, "errors" | "lines">, emulator: Emulator): string[] {
  const told = [...errors.map((error) => (error as Error).message), ...lines];
  const secrets = [...Object.values(both).map((number) => number.slice(1)), emulator.authToken];
  const leaks = told.filter((text) => secrets.some((secret) => text.includes(secret)));
  return [
    ...leaks.map(() => "a number or a token is shown"),
    ...errors.flatMap((error) => unfitError(error)),
  ];
}

function unfitError(error: unknown): string[] {
  if (!(error instanceof ProviderError)) return [`an error without a type: ${String(error)}`];
  const { id, properties, reasons } = error as { id?: unknown; properties?: unknown; reasons?: unknown };
  const halfDone = [id, properties, reasons].filter((part) => part !== undefined).length;
  return [
    ...(/^PLIVO_[A-Z_]+$/.test(error.code) ? [] : ["an error without a code of ours"]),
    ...(/^\s+at /m.test(error.stack ?? "") ? ["a stack trace"] : []),
    ...(halfDone === 0 || halfDone === 3 ? [] : ["an error that is half done by halves"]),
  ];
}
