import { createRequire } from "node:module";
import { isDeepStrictEqual } from "node:util";
import { startEmulator } from "plivo-masking-emulator";
import { openStack, type Operation } from "../engine/index.ts";
import { pulumiCli } from "../pulumi-cli/pulumi-cli.ts";
import { steps, type CallScene, type Stage, type Step } from "./steps.ts";
import * as out from "./terminal.ts";

type Quickstart = typeof import("../../examples/quickstart/index.ts");

// As a program of CommonJS, which it is to Pulumi.
const { default: quickstart } = createRequire(import.meta.url)(
  "../../examples/quickstart/index.ts",
) as Quickstart;

/** Plays one step, shows it, and tells whether the engine and the API did what the step says. */
async function runStep(step: Step, stage: Stage): Promise<boolean> {
  out.printHeading(step.title);
  if (step.before !== undefined) {
    out.printNote(step.before.note);
    await step.before.act(stage);
  }
  out.printNote(`$ ${step.command}`);
  stage.emulator.requests.clear();
  const operation = await step.run(stage.stack);
  out.printQuote(operation.text);
  const requests = stage.emulator.requests.count();
  const holds = operation.succeeded && requests === step.requests && isExpected(operation, step);
  out.printResult(`${requests} API requests (expected: ${step.requests})`, holds);
  return holds;
}

function isExpected({ steps: done }: Operation, { expected }: Step): boolean {
  const counts: Record<string, number> = {};
  for (const { op } of done) counts[op] = (counts[op] ?? 0) + 1;
  return isDeepStrictEqual(counts, expected);
}

/**
 * Plays a call, shows its steps with the seconds since it began, and tells whether it ended as the scene
 * says.
 */
function playCall(scene: CallScene, stage: Stage): boolean {
  out.printHeading(scene.title);
  out.printNote(scene.note);
  const { startTime, status, steps: done } = scene.play(stage);
  const lines = done.map(({ time, step, party, reason }) => {
    const seconds = String((Date.parse(time) - Date.parse(startTime)) / 1000);
    return [`${seconds.padStart(3)} s `, step, party, reason].filter((part) => part !== undefined).join(" ");
  });
  out.printQuote(lines.join("\n"));
  out.printResult(`call ${status} (expected: ${scene.expected})`, status === scene.expected);
  return status === scene.expected;
}

async function demo(stage: Stage): Promise<boolean> {
  for (const step of steps) {
    const holds = "play" in step ? playCall(step, stage) : await runStep(step, stage);
    if (!holds) return false;
  }
  return true;
}

const nextSteps = `
Next:
  npx plivo-masking-emulator     the same emulator, with a console in the browser (docs/emulator.md)
  examples/quickstart/index.ts   the program of this demo, to start from
  README.md                      a program of your own, against the emulator and then your account
`;

const started = performance.now();
process.stdout.write(
  "Masking sessions of Plivo in Pulumi: the real engine, against an emulator of the vendor's API.\n",
);
const { path: cli, version } = await pulumiCli();
process.stdout.write(`Pulumi CLI ${version}: ${cli}\n`);
const emulator = await startEmulator();
const stack = await openStack({
  program: () => Promise.resolve(quickstart()),
  environment: emulator.environment,
  project: "plivo-masking-quickstart",
});
try {
  const completed = await demo({ stack, emulator });
  const live = emulator.sessions.live().length;
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  process.stdout.write(
    `\nThe demo ${completed ? "is complete" : "STOPPED at a step that failed"} after ${seconds} s. `,
  );
  process.stdout.write(`Live sessions: ${live}\n`);
  if (completed) process.stdout.write(nextSteps);
  process.exitCode = completed && live === 0 ? 0 : 1;
} finally {
  await stack.remove();
  await emulator.close();
}
