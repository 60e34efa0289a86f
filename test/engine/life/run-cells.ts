import { isoTime } from "../../../provider/plivo/time.ts";
import type { Operation } from "../../../tools/engine/index.ts";
import { programFor, type Bench } from "../../support/engine.ts";
import type { Host } from "../../support/stand-in/hosts.ts";
import { nameOf, storedSessions } from "../../support/stored.ts";
import { argsOf, cases, later, type Case, type Stage } from "./cases.ts";
import { requestsBySession } from "./requests.ts";
import type { Cell } from "./vocabulary.ts";

/** The sessions as they are before anything happens. */
export const sessionsBefore = Object.fromEntries(
  cases.map((one, index) => [one.name, argsOf(one, index, { changed: false, cured: false })]),
);

/** The program, or only this session: the engine ignores what is no target. */
function program(host: Host, stage: Stage, only?: string) {
  const sessions = cases.map((one, index) => [one.name, argsOf(one, index, stage), one.cell.event] as const);
  const declared = sessions
    .filter(([, , event]) => !(stage.cured && event === "destroy"))
    .filter(([name]) => only === undefined || name === only);
  return programFor(Object.fromEntries(declared.map(([name, args]) => [name, args])), host);
}

/** An operation, and what it sent for each session. */
export interface OperationRun {
  readonly operation: Operation;
  readonly requests: ReadonlyMap<string, readonly string[]>;
}

/** What happened to one session. */
export interface SessionRuns {
  readonly preview: OperationRun;
  readonly command: OperationRun;
  readonly next: OperationRun;
}

export interface EventRuns {
  readonly ids: Readonly<Record<string, string>>;
  /** By the session's name. */
  readonly of: (name: string) => SessionRuns;
  /** The digest of the whole preview, as CI reads it. */
  readonly digest: Operation;
  readonly previewRequests: readonly string[];
  /** A last `pulumi up --refresh`. */
  readonly repair: OperationRun;
}

type Run = (operate: () => Promise<Operation>) => Promise<OperationRun>;

/** Brings each session of `sessionsBefore` into its state and plays every event. */
export async function runEvents(bench: Bench): Promise<EventRuns> {
  const { host, stack } = bench;
  const sessions = await storedSessions(stack);
  const ids = Object.fromEntries(sessions.map((session) => [nameOf(session), session.id]));
  const urns = new Map(sessions.map((session) => [nameOf(session), session.urn]));
  const run = runner(bench, ids);
  bringInto(bench, ids);

  const refreshing = { target: cases.filter(isRefreshed).map(({ name }) => urns.get(name) ?? "") };
  const shown = await run(() => stack.previewRefresh(refreshing));
  const refresh = await run(() => stack.refresh(refreshing));
  const alone = (name: string, stage: Stage) => {
    stack.setProgram(program(host, stage, name));
    return { target: [urns.get(name) ?? ""] };
  };
  const stopped = await runStopping(bench, run, (name) => alone(name, { changed: true, cured: false }));
  const cured = { changed: true, cured: true } as const;
  stack.setProgram(program(host, cured));
  const digest = await run(() => stack.preview({ json: true }));
  const unknown = alone("unknown-recreate-updatable", cured);
  const lost = await run(() => stack.up(unknown));
  stack.setProgram(program(host, cured));
  const up = await run(() => stack.up());
  const repair = await run(() => stack.up({ refresh: true }));

  const of = (name: string): SessionRuns => {
    const one = cases.find((candidate) => candidate.name === name);
    const stop = stopped[name];
    if (stop !== undefined) return { preview: stop, command: stop, next: up };
    if (one !== undefined && isRefreshed(one)) return { preview: shown, command: refresh, next: up };
    return { preview: digest, command: one?.cell.op === "error" ? lost : up, next: up };
  };
  const previewRequests = [...digest.requests.values()].flat();
  return { ids, of, digest: digest.operation, previewRequests, repair };
}

const isRefreshed = ({ cell }: Case) => cell.event === "refresh";

const stoppingEvents = ["nothing", "updatable"] as const;

/** Whether `runEvents` plays a row. The stand-in plays the other rows that stop a run without a request. */
export function isPlayed({ state, event, does, isDrained = false }: Cell): boolean {
  const stops = state === "expired" && stoppingEvents.some((one) => one === event);
  return !isDrained && (does !== "fail" || stops);
}

/** Runs each session that stops a run separately, because the engine stops at the first one. */
async function runStopping(
  { stack }: Bench,
  run: Run,
  alone: (name: string) => { target: string[] },
): Promise<Partial<Record<string, OperationRun>>> {
  const ran: Partial<Record<string, OperationRun>> = {};
  for (const event of stoppingEvents) {
    const name = `expired-fail-${event}`;
    ran[name] = await run(() => (event === "nothing" ? stack.preview(alone(name)) : stack.up(alone(name))));
  }
  return ran;
}

/** Runs operations that all begin at the same time on the emulator's clock. */
function runner(bench: Bench, ids: Readonly<Record<string, string>>): Run {
  const { emulator, advance } = bench;
  const names = cases.map(({ name }) => name);
  const createdTimes = emulator.sessions.all().map((session) => isoTime(session.created_time) ?? "");
  const moment = Math.max(...createdTimes.map((time) => Date.parse(time))) + later * 1000;
  return async (operate) => {
    emulator.requests.clear();
    emulator.clock.set(moment);
    advance(0);
    const operation = await operate();
    return { operation, requests: requestsBySession(bench, names, ids) };
  };
}

function bringInto({ emulator: { sessions } }: Bench, ids: Readonly<Record<string, string>>): void {
  for (const { name, cell } of cases) {
    const id = ids[name] ?? "";
    if (cell.state === "unknown" || cell.state === "forgotten") sessions.remove(id);
    if (cell.state === "call") sessions.change(id, { status: "in-progress" });
    if (cell.state === "elsewhere") sessions.change(id, { record: true });
  }
}
