import { rm } from "node:fs/promises";
import { isDeepStrictEqual } from "node:util";
import { startEmulator, type Emulator } from "plivo-masking-emulator";
import { loaders, type Consumer } from "./consumers.ts";
import { makeProject, operate, readmeProgram, type Outcome, type Surroundings } from "./project.ts";
import { versions, type Toolchain } from "./toolchain.ts";

/** How it went with one consumer. */
export interface ConsumerRun {
  readonly consumer: Consumer;
  /** Versions that ran; those of a failed run are empty. */
  readonly node: string;
  readonly sdk: string;
  readonly seconds: number;
  /** What was wrong; undefined where all went well. */
  readonly complaint?: string;
}

/** What each consumer is to see: the stack and one session, made with one request and ended with another. */
const expected = {
  preview: { changes: { create: 2 }, requests: [] },
  up: { changes: { create: 2 }, requests: ["POST 201"] },
  destroy: { changes: { delete: 2 }, requests: ["DELETE 200"] },
} as const;

type Operation = keyof typeof expected;

/** Installs the package into a project of this kind, and runs the README's program there from preview to destroy. */
export async function runConsumer(
  consumer: Consumer,
  tarball: string,
  toolchain: Toolchain,
): Promise<ConsumerRun> {
  const start = performance.now();
  const emulator = await startEmulator();
  let ran = { node: "", sdk: "" };
  let complaint: string | undefined;
  try {
    ran = await preparedAndRun(consumer, tarball, toolchain, emulator);
  } catch (error) {
    const { stderr, stdout, message } = error as Error & { stderr?: string; stdout?: string };
    complaint = [message, stdout, stderr].filter(Boolean).join("\n");
  } finally {
    await emulator.close();
  }
  const seconds = (performance.now() - start) / 1000;
  return { consumer, ...ran, seconds, ...(complaint === undefined ? {} : { complaint }) };
}

async function preparedAndRun(
  { manager, loader: name, sdk, node }: Consumer,
  tarball: string,
  toolchain: Toolchain,
  emulator: Emulator,
): Promise<{ node: string; sdk: string }> {
  const loader = loaders[name];
  const packages = {
    "@pulumi/pulumi": sdk === "lowest" ? versions.sdk : versions.newestSdk(),
    "pulumi-plivo-masking": `file:${tarball}`,
  };
  const folder = await makeProject(loader, await readmeProgram(), packages);
  try {
    await toolchain.install(manager, folder, node);
    const surroundings = { plivo: emulator.environment, nodeFolder: toolchain.nodeFolder(node) };
    return await throughItsLife(folder, loader, surroundings, emulator);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function throughItsLife(
  folder: string,
  loader: (typeof loaders)[Consumer["loader"]],
  surroundings: Surroundings,
  emulator: Emulator,
): Promise<{ node: string; sdk: string }> {
  let ran = { node: "", sdk: "" };
  for (const operation of Object.keys(expected) as Operation[]) {
    emulator.requests.clear();
    const outcome = await operate(folder, operation, loader, surroundings);
    const requests = emulator.requests.all().map(({ method, status }) => `${method} ${status}`);
    expectOutcome(operation, outcome, requests);
    ran = { node: outcome.node, sdk: outcome.sdk };
  }
  const live = emulator.sessions.live().length;
  if (live > 0) throw new Error(`${live} sessions are live at the end`);
  return ran;
}

function expectOutcome(operation: Operation, { changes, outputs }: Outcome, requests: string[]): void {
  const was = { changes, requests };
  if (!isDeepStrictEqual(was, { ...expected[operation] })) {
    throw new Error(
      `${operation} was ${JSON.stringify(was)} instead of ${JSON.stringify(expected[operation])}`,
    );
  }
  if (operation === "up" && !/^\+1\d{10}$/.test(String(outputs["number"]))) {
    throw new Error("up had no virtual number as its output");
  }
}
