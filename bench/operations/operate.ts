import { setImmediate } from "node:timers/promises";
import { LocalWorkspace, type PulumiCommand, type Stack } from "@pulumi/pulumi/automation/index.js";
import { commandAt } from "../../tools/engine/cli.ts";
import { withEnvironment } from "../../tools/engine/environment.ts";
import { withoutQueries } from "../../tools/engine/operation.ts";
import { loadRival } from "../rivals/index.ts";
import { declaredSession } from "../rivals/session.ts";
import type { OperationReport, OperationSettings } from "./settings.ts";

/*
 * One operation of the real engine, in a process of its own: the program of a rival runs here, the CLI and the provider's process are its
 * children. It tells its parent when it starts, and how long it took.
 */

/** Seconds; the changed session's is another. */
const ringTimeout = { usual: 30, changed: 45 };

/** Sessions that are declared in one go. */
const portion = 100;

async function open(
  { folder, rival, size, changed }: OperationSettings,
  pulumiCommand: PulumiCommand,
): Promise<Stack> {
  const { declare } = await loadRival(rival);
  const middle = changed ? Math.floor(size / 2) : -1;
  const program = async () => {
    for (let index = 0; index < size; index += 1) {
      const seconds = index === middle ? ringTimeout.changed : ringTimeout.usual;
      declare(`session-${index}`, declaredSession(index, seconds));
      // As docs/scaling.md says to: what is declared is sent to the engine meanwhile.
      if (index % portion === portion - 1) await setImmediate();
    }
    return {};
  };
  const name = "bench";
  return LocalWorkspace.createOrSelectStack(
    { stackName: "dev", projectName: name, program },
    { workDir: folder, pulumiCommand, projectSettings: { name, runtime: "nodejs" } },
  );
}

async function operate(stack: Stack, settings: OperationSettings): Promise<string> {
  const { operation, parallel } = settings;
  const options = {
    color: "never",
    suppressProgress: true,
    ...(parallel === undefined ? {} : { parallel }),
  } as const;
  // A killed run has left its lock.
  if (settings.cancel) await stack.cancel();
  const { stdout } = await stack[operation](options);
  return stdout;
}

function send(report: OperationReport): void {
  process.send?.(report);
}

// Whoever measures has ended before the operation: nobody needs it any more.
const abandoned = () => process.kill(-process.pid, "SIGKILL");
process.once("disconnect", abandoned);

const settings = JSON.parse(process.argv[2] ?? "") as OperationSettings;
const command = await commandAt(settings.cli);
await withEnvironment({ ...settings.environment }, async () => {
  const stack = withoutQueries(await open(settings, command));
  send({ kind: "started" });
  const start = performance.now();
  const printed = await operate(stack, settings);
  const seconds = (performance.now() - start) / 1000;
  // The summary stands at the end of a line for each resource.
  send({ kind: "ended", seconds, printed: printed.slice(-4000) });
});
process.off("disconnect", abandoned);
process.disconnect();
