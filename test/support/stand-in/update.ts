import { isDeepStrictEqual } from "node:util";
import type { Declared, Program, Properties, Resource } from "./resource.ts";
import { nextTurn } from "../virtual-clock.ts";
import { throwPartialFailure, type Run, type Step } from "./run.ts";
import { defaultParallel, Workers } from "./workers.ts";

export interface UpdateOptions {
  /** Names of resources to replace in any case. Default none. */
  readonly replace?: readonly string[];
  /** How many steps run in parallel. Default: `defaultParallel`. */
  readonly parallel?: number;
}

/** What the engine does with one declared resource. */
interface Plan {
  readonly op: Step["op"];
  readonly inputs: Properties;
  readonly old: Resource | undefined;
}

/** The provider rejected the arguments. */
export class CheckFailedError extends Error {
  readonly code = "CHECK_FAILED";
  // The engine shows the reasons only.
  override readonly stack = "";
}

/**
 * Brings the state to the program. Resources are checked and compared in the program's order, while steps of
 * earlier ones run. Undeclared and replaced resources are deleted at the end.
 */
export async function update(run: Run, program: Program, options: UpdateOptions = {}): Promise<void> {
  const workers = workersFor(run, options);
  for (const declared of program) {
    await nextTurn();
    if (declared.dependsOnEarlier === true) await workers.idle();
    if (run.stopped) break;
    const plan = await tryPlan(run, declared, options);
    if (plan !== undefined) workers.add(() => carryOut(run, declared, plan));
  }
  await workers.idle();
  if (!run.stopped) await removeAllBut(run, program, options);
}

/** What an update would do, without doing it. */
export async function preview(run: Run, program: Program, options: UpdateOptions = {}): Promise<void> {
  for (const declared of program) {
    const plan = await tryPlan(run, declared, options);
    if (plan === undefined) return;
    run.steps.push({ name: declared.name, op: plan.op, failed: false });
    const { op, inputs, old } = plan;
    if (op === "create" || op === "replace") await run.process.planCreate(declared.name, inputs);
    if (op === "update" && old !== undefined) await run.process.planUpdate(old, inputs);
  }
  for (const { name } of resourcesToDelete(run, program))
    run.steps.push({ name, op: "delete", failed: false });
}

/** Deletes undeclared and replaced resources. */
export async function removeAllBut(run: Run, program: Program, options: UpdateOptions = {}): Promise<void> {
  const workers = workersFor(run, options);
  for (const resource of resourcesToDelete(run, program)) workers.add(() => remove(run, resource));
  await workers.idle();
}

/** The resources that the program does not declare, and those that were replaced. */
function resourcesToDelete(run: Run, program: Program): Resource[] {
  const names = new Set(program.map(({ name }) => name));
  return run.resources.filter((resource) => resource.delete || !names.has(resource.name));
}

function workersFor(run: Run, { parallel = defaultParallel }: UpdateOptions): Workers {
  return new Workers(parallel, () => run.stopped);
}

async function tryPlan(run: Run, declared: Declared, options: UpdateOptions): Promise<Plan | undefined> {
  try {
    return await plan(run, declared, options);
  } catch (error) {
    run.errors.push(error);
    return undefined;
  }
}

async function plan(run: Run, declared: Declared, { replace = [] }: UpdateOptions): Promise<Plan> {
  const { name, args, replaceAfterFailure = false } = declared;
  const old = run.current(name);
  const targeted = old !== undefined && (replace.includes(name) || old.tainted);
  const inputs = await check(run, name, targeted ? {} : (old?.inputs ?? {}), args);
  if (old === undefined) return { op: "create", inputs, old };
  if (targeted) return { op: "replace", inputs, old };
  const { changed, replaces } = await compare(run, old, inputs);
  const hasFailed = old.initErrors.length > 0;
  if (old.pendingReplacement || (changed && replaces) || (replaceAfterFailure && hasFailed)) {
    return { op: "replace", inputs: await check(run, name, {}, args), old };
  }
  return { op: changed || hasFailed ? "update" : "same", inputs, old };
}

async function check(run: Run, name: string, olds: Properties, args: Properties): Promise<Properties> {
  const { inputs, failures } = await run.process.check(name, olds, args);
  if (failures.length > 0) throw new CheckFailedError(failures.map(({ reason }) => reason).join("; "));
  return inputs;
}

/** If the provider does not say whether there are changes, the engine compares the inputs. */
async function compare({ process }: Run, old: Resource, news: Properties) {
  const { changes, replaces } = await process.diff(old, news);
  return { changed: changes ?? !isDeepStrictEqual(old.inputs, news), replaces: replaces.length > 0 };
}

/** Whether a refresh shows a difference between a resource that was read and its inputs before. */
export async function isDrifted(run: Run, read: Resource, before: Properties): Promise<boolean> {
  const { changed } = await compare(run, read, before);
  return changed;
}

function carryOut(run: Run, declared: Declared, { op, inputs, old }: Plan): Promise<void> {
  const { name } = declared;
  if (old === undefined || op === "create") return run.create(name, inputs);
  if (op === "replace") return replaceResource(run, declared, inputs, old);
  return run.step(name, op, () => (op === "update" ? change(run, inputs, old) : keep(run, inputs, old)));
}

async function replaceResource(run: Run, declared: Declared, inputs: Properties, old: Resource) {
  const { name, deleteBeforeReplace = false } = declared;
  if (!deleteBeforeReplace || old.pendingReplacement) return run.create(name, inputs, old);
  const pending = { ...old, pendingReplacement: true };
  const outcome = { written: false };
  await run.step(name, "replace", async () => {
    await run.process.delete(old);
    outcome.written = run.write(() => {
      run.put(old, pending);
    });
  });
  if (outcome.written) await run.create(name, inputs, pending);
}

async function change(run: Run, inputs: Properties, old: Resource): Promise<void> {
  const updated = await run.process.update(old, inputs);
  const { outputs, initErrors } = updated;
  // After a partial failure, the engine keeps the old inputs.
  const kept = initErrors.length > 0 ? old.inputs : inputs;
  run.write(() => {
    run.put(old, { ...old, inputs: kept, outputs, initErrors });
  });
  throwPartialFailure(updated);
}

function keep(run: Run, inputs: Properties, old: Resource): Promise<void> {
  run.write(() => {
    run.put(old, { ...old, inputs });
  });
  return Promise.resolve();
}

function remove(run: Run, resource: Resource): Promise<void> {
  return run.step(resource.name, resource.delete ? "delete-replaced" : "delete", async () => {
    if (!resource.pendingReplacement) await run.process.delete(resource);
    run.write(() => {
      run.drop(resource);
    });
  });
}
