import type { Resource } from "./resource.ts";
import type { Run } from "./run.ts";
import { isDrifted } from "./update.ts";
import { defaultParallel, Workers } from "./workers.ts";

/**
 * Reads every resource, also those that are pending deletion. A read that fails leaves its resource unchanged
 * and stops no other read. The state is written once, at the end.
 */
export async function refresh(run: Run, parallel = defaultParallel): Promise<void> {
  const read = new Map<Resource, Resource | undefined>();
  const workers = new Workers(parallel, () => false);
  const resources = run.resources.filter(({ pendingReplacement }) => !pendingReplacement);
  for (const resource of resources) {
    workers.add(async () => {
      await readOne(run, resource, read);
    });
  }
  await workers.idle();
  run.write(() => {
    for (const [old, found] of read) {
      if (found === undefined) run.drop(old);
      else run.put(old, found);
    }
  });
}

async function readOne(run: Run, old: Resource, read: Map<Resource, Resource | undefined>): Promise<void> {
  try {
    const { id, inputs = old.inputs, outputs } = await run.process.read(old);
    const found = id === "" ? undefined : { ...old, id, inputs, outputs, initErrors: [] };
    const changed = found !== undefined && (await isDrifted(run, found, old.inputs));
    read.set(old, found);
    const op = found === undefined ? "delete" : changed ? "update" : "same";
    run.steps.push({ name: old.name, op, failed: false });
  } catch (error) {
    run.steps.push({ name: old.name, op: "same", failed: true });
    run.errors.push(error);
  }
}
