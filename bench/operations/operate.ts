import { setImmediate } from "node:timers/promises";
import { LocalWorkspace, type PulumiCommand, type Stack } from "@pulumi/pulumi/automation/index.js";
import { commandAt } from "../../tools/engine/cli.ts";
import { withEnvironment } from "../../tools/engine/environment.ts";
import { withoutQueries } from "../../tools/engine/operation.ts";
import { declaredSession, type DeclaredSession } from "../rivals/session.ts";
import type { OperationSettings, Outcome } from "./process.ts";

/*
 * Runs one operation of the real engine in its own process. The rival's program runs here; the CLI and the
 * provider are child processes.
 */

/** The number of sessions that the program declares before it yields to the engine. */
const batchSize = 100;

async function open(
  { folder, rival, size }: OperationSettings,
  pulumiCommand: PulumiCommand,
): Promise<Stack> {
  const { MaskingSession } = (await import(rival)) as {
    MaskingSession: new (name: string, args: DeclaredSession) => unknown;
  };
  const program = async () => {
    for (let index = 0; index < size; index += 1) {
      new MaskingSession(`session-${index}`, declaredSession(index));
      // See docs/scaling.md.
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

// Without the parent the operation is useless.
const killGroup = () => process.kill(-process.pid, "SIGKILL");
process.once("disconnect", killGroup);

const settings = JSON.parse(process.argv[2] ?? "") as OperationSettings;
const command = await commandAt(settings.cli);
await withEnvironment({ ...settings.environment }, async () => {
  const { operation, parallel } = settings;
  const stack = withoutQueries(await open(settings, command));
  const start = performance.now();
  const { stdout } = await stack[operation]({
    color: "never",
    suppressProgress: true,
    ...(parallel === undefined ? {} : { parallel }),
  });
  const seconds = (performance.now() - start) / 1000;
  const peakBytes = process.resourceUsage().maxRSS * 1024;
  // The summary is at the end of the output.
  process.send?.({ seconds, peakBytes, printed: stdout.slice(-4000) } satisfies Outcome);
});
process.off("disconnect", killGroup);
process.disconnect();
