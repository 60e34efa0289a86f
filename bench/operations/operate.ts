import { setImmediate } from "node:timers/promises";
import { LocalWorkspace, type PulumiCommand, type Stack } from "@pulumi/pulumi/automation/index.js";
import { commandAt } from "../../tools/engine/cli.ts";
import { withEnvironment } from "../../tools/engine/environment.ts";
import { withoutQueries } from "../../tools/engine/operation.ts";
import { declaredSession, type DeclaredSession } from "../rivals/session.ts";
import type { OperationSettings, Outcome } from "./process.ts";

/*
 * One operation of the real engine, in a process of its own: the program of a rival runs here, the CLI and the
 * provider's process are its children.
 */

/** Sessions that the program declares before it lets the engine work on them. */
const batchSize = 100;

async function open(
  { folder, rival, size }: OperationSettings,
  pulumiCommand: PulumiCommand,
): Promise<Stack> {
  const { declare } = (await import(`../rivals/${rival}`)) as {
    declare: (name: string, args: DeclaredSession) => void;
  };
  const program = async () => {
    for (let index = 0; index < size; index += 1) {
      declare(`session-${index}`, declaredSession(index));
      // As docs/scaling.md says to.
      if (index % batchSize === batchSize - 1) await setImmediate();
    }
    return {};
  };
  const name = "bench";
  return LocalWorkspace.createOrSelectStack(
    { stackName: "dev", projectName: name, program },
    { workDir: folder, pulumiCommand, projectSettings: { name, runtime: "nodejs" } },
  );
}

// If the parent is gone, nobody needs the operation.
const killGroup = () => process.kill(-process.pid, "SIGKILL");
process.once("disconnect", killGroup);

const settings = JSON.parse(process.argv[2] ?? "") as OperationSettings;
const command = await commandAt(settings.cli);
await withEnvironment({ ...settings.environment }, async () => {
  const { operation, parallel } = settings;
  const stack = withoutQueries(await open(settings, command));
  // A killed operation has left its lock.
  if (settings.isAfterKill) await stack.cancel();
  const start = performance.now();
  const { stdout } = await stack[operation]({
    color: "never",
    suppressProgress: true,
    ...(parallel === undefined ? {} : { parallel }),
  });
  const seconds = (performance.now() - start) / 1000;
  const peakBytes = process.resourceUsage().maxRSS * 1024;
  // The summary comes after a line for each resource.
  process.send?.({ seconds, peakBytes, printed: stdout.slice(-4000) } satisfies Outcome);
});
process.off("disconnect", killGroup);
process.disconnect();
