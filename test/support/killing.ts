import { existsSync } from "node:fs";
import { mkdir, readdir, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Operation, OperationProcesses } from "../../tools/engine/index.ts";
import { programFor, expectSuccess, type Bench } from "./engine.ts";
import { endOlder } from "./several.ts";
import { scenes, type KillPoint, type Moment, type Scene } from "./kill-points.ts";

/** Longer than any test on the emulator's clock. Clearing the faults releases what is held. */
const holdSeconds = 86_400;

/** An operation that was killed. */
export interface Killed {
  readonly operation: Operation;
  readonly processes: OperationProcesses;
}

/**
 * Runs the scene's operation and kills it at its moment. Plivo then completes what it held: a late commit.
 */
export async function runAndKill(bench: Bench, { target, scene, moment }: KillPoint): Promise<Killed> {
  const { after }: Scene = scenes[scene];
  bench.stack.setProgram(programFor(after, bench.host));
  const arrival = waitForMoment(bench, moment);
  const running = bench.stack[scenes[scene].operation]();
  await Promise.race([arrival, running.then(throwEndedEarly)]);
  if (moment.at === "answered") {
    await bench.stack.signal("cli", "SIGSTOP");
    await bench.emulator.faults.clear();
  }
  const processes = await bench.stack.signal(target, "SIGKILL");
  const operation = await running;
  await bench.emulator.faults.clear();
  bench.stack.setListener();
  bench.stack.setProgram(programFor(after, bench.host));
  return { operation, processes };
}

function throwEndedEarly({ text }: Operation): never {
  throw new Error(`The operation ended before the moment at which it was to be killed:\n${text}`);
}

/** Resolves at the moment. Call it before the operation starts. */
function waitForMoment(bench: Bench, moment: Moment): Promise<void> {
  switch (moment.at) {
    case "program":
      return inProgram(bench);
    case "held":
      return holdRequest(bench, moment);
    case "answered":
      return holdRequest(bench, { operation: "create", nth: moment.nth, when: "after" });
    case "saved":
      return waitForCreates(bench, moment.sessions);
  }
}

function inProgram({ stack }: Bench): Promise<void> {
  return new Promise((resolve) => {
    stack.setProgram(() => {
      resolve();
      // The program never ends: without its engine it would fail, and no test would catch the error.
      return new Promise<void>(() => undefined);
    });
  });
}

type Held = Omit<Extract<Moment, { at: "held" }>, "at">;

function holdRequest({ emulator: { faults } }: Bench, { operation, nth, when }: Held): Promise<void> {
  const { id } = faults.arm({ kind: "delay", operation, nth, when, seconds: holdSeconds });
  return faults.whenFired(id);
}

function waitForCreates({ stack }: Bench, count: number): Promise<void> {
  let created = 0;
  return new Promise((resolve) => {
    stack.setListener(({ resOutputsEvent }) => {
      const { op, type } = resOutputsEvent?.metadata ?? {};
      if (op === "create" && type?.endsWith(":MaskingSession") === true) created += 1;
      if (created === count) resolve();
    });
  });
}

/** The documented way out after a killed operation: docs/reliability.md. */
export async function takeWayOut(
  { stack, emulator }: Pick<Bench, "emulator" | "stack">,
  { target, scene }: Omit<KillPoint, "moment">,
) {
  // If only the provider is killed, the CLI ends by itself and releases its lock.
  if (target !== "provider") await unlock({ stack });
  const { wayOut } = scenes[scene];
  if (wayOut === "destroy") return expectSuccess(await stack.destroy());
  stack.setEnvironment({ PLIVO_IF_EXISTS: "adopt" });
  const options = { refresh: wayOut === "up --refresh" };
  let up = await stack.up(options);
  // Each error stops the run, and steps that have begun continue.
  for (let left = 30; left > 0 && endOlder(emulator, up.text); left -= 1) up = await stack.up(options);
  stack.setEnvironment({ PLIVO_IF_EXISTS: undefined });
  return expectSuccess(up);
}

/** Unlocks a stack after its CLI was killed. */
export async function unlock({ stack }: Pick<Bench, "stack">): Promise<void> {
  await repair(stack.backend);
  await stack.cancel();
}

/**
 * Locks a stack of a file backend as another run does.
 *
 * @param stack "project/name".
 * @returns what unlocks it.
 */
export async function lockStack(backend: string, stack: string): Promise<() => Promise<void>> {
  const locks = path.join(backend, ".pulumi", "locks", "organization", stack);
  await mkdir(locks, { recursive: true });
  const lock = { pid: 1, username: "runner", hostname: "gone", timestamp: "2026-03-01T10:00:00Z" };
  await writeFile(path.join(locks, "4189591e-d004-4801-abdf-8893c15e5dcd.json"), JSON.stringify(lock));
  return () => rm(locks, { recursive: true });
}

/** The companions of a file backend's state files. A backend of another kind leaves its folder empty. */
export async function companionFiles(backend: string): Promise<string[]> {
  const folder = path.join(backend, ".pulumi");
  if (!existsSync(folder)) return [];
  const names = await readdir(folder, { recursive: true });
  return names.filter((name) => name.endsWith(".attrs")).map((name) => path.join(folder, name));
}

/**
 * Removes the empty companion that a CLI leaves if it is killed while it writes. The state file itself is
 * complete.
 */
export async function repair(backend: string): Promise<void> {
  for (const file of await companionFiles(backend)) if ((await stat(file)).size === 0) await rm(file);
}
