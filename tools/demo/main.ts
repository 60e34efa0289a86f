import { createRequire } from "node:module";
import { isDeepStrictEqual } from "node:util";
import { startEmulator } from "plivo-masking-emulator";
import { openStack, type Operation } from "../engine/index.ts";
import { pulumiCli } from "../pulumi-cli/pulumi-cli.ts";
import { steps, type CallScene, type Stage, type Step } from "./steps.ts";
import * as out from "./terminal.ts";

type Quickstart = typeof import("../../examples/quickstart/index.ts");

// As CommonJS, like Pulumi loads it.
const { default: quickstart } = createRequire(import.meta.url)(
  "../../examples/quickstart/index.ts",
) as Quickstart;

/** Runs and prints one step. Returns whether the result is as expected. */
async function runStep(step: Step, stage: Stage): Promise<boolean> {
  out.printHeading(step.title);
  if (step.before !== undefined) {
    out.printNote(step.before.note);
    await step.before.act(stage);
  }
  out.printNote(`$ ${step.command}`);
  stage.emulator.requests.clear();
  const operation = await step.run(stage.stack);
  out.printQuote(withoutProgress(operation.text));
  const requests = stage.emulator.requests.count();
  const holds = operation.succeeded && requests === step.requests && isExpected(operation, step);
  out.printResult(`${requests} API requests ${expectation(holds, step.requests)}`, holds);
  return holds;
}

function isExpected({ steps: done }: Operation, { expected }: Step): boolean {
  const counts: Record<string, number> = {};
  for (const { op } of done) counts[op] = (counts[op] ?? 0) + 1;
  return isDeepStrictEqual(counts, expected);
}

/**
 * The engine's output without its progress lines, which repeat each reason in the diagnostics and each step
 * of a replacement.
 */
function withoutProgress(text: string): string[] {
  const progress = /^ (?:\+\+|--) |ing(?: \S+)? \(0s\)|^.{4}pulumi:pulumi:Stack \S/;
  return text.split("\n").filter((line) => line.trim() !== "" && !progress.test(line));
}

function expectation(holds: boolean, expected: number | string): string {
  return holds ? "(as expected)" : `(expected: ${expected})`;
}

/** Plays a call and prints its steps with their seconds. Returns whether it ended as expected. */
function playCall(scene: CallScene, stage: Stage): boolean {
  out.printHeading(scene.title);
  out.printNote(scene.note);
  const { startTime, status, steps: done } = scene.play(stage);
  const lines = done.map(({ time, step, party, reason }) => {
    const seconds = String((Date.parse(time) - Date.parse(startTime)) / 1000);
    return [`${seconds.padStart(3)} s `, step, party, reason].filter((part) => part !== undefined).join(" ");
  });
  out.printQuote(lines);
  const holds = status === scene.expected;
  out.printResult(`call ${status} ${expectation(holds, scene.expected)}`, holds);
  return holds;
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
  npx plivo-masking-emulator     start the emulator and its console in the browser (docs/emulator.md)
  examples/quickstart/index.ts   read or copy the program of this demo
  README.md                      write a program of your own, for the emulator and then your account
`;

const started = performance.now();
process.stdout.write(
  "Plivo masking sessions on the real Pulumi engine, against an emulator of Plivo's API.\n",
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
    `\nThe demo ${completed ? "completed" : "stopped at a failed step"} after ${seconds} s. `,
  );
  process.stdout.write(`Live sessions: ${live}\n`);
  if (completed) process.stdout.write(nextSteps);
  process.exitCode = completed && live === 0 ? 0 : 1;
} finally {
  await stack.remove();
  await emulator.close();
}
