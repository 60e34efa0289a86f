import { createRequire } from "node:module";
import { isDeepStrictEqual, styleText } from "node:util";
import { startEmulator } from "plivo-masking-emulator";
import { openStack, type Operation } from "../engine/index.ts";
import { pulumiCli } from "../pulumi-cli/pulumi-cli.ts";
import { commands, steps, type CallStep, type Stage, type Step } from "./steps.ts";

type Quickstart = typeof import("../../examples/quickstart/index.ts");

// As CommonJS, like Pulumi loads it.
const { default: quickstart } = createRequire(import.meta.url)(
  "../../examples/quickstart/index.ts",
) as Quickstart;

/** Prints a line, in colours only on a terminal, whatever FORCE_COLOR says. */
function print(text: string, style: Parameters<typeof styleText>[0] = "reset"): void {
  process.stdout.write(`${process.stdout.isTTY ? styleText(style, text) : text}\n`);
}

function printResult(result: string, holds: boolean, expected: number | string): void {
  const expectation = holds ? "as expected" : `expected: ${expected}`;
  print(`   ${holds ? "✓" : "✗"} ${result} (${expectation})`, holds ? "green" : "red");
}

/** Runs and prints a command. Returns whether the result is as expected. */
async function runStep(step: Step, stage: Stage): Promise<boolean> {
  if (step.before !== undefined) {
    print(`   ${step.before.note}`, "dim");
    await step.before.act(stage);
  }
  print(`   $ ${step.command}`, "dim");
  stage.emulator.requests.clear();
  const operation = await commands[step.command](stage.stack);
  for (const line of withoutProgress(operation.text)) print(`   │ ${line}`.trimEnd());
  const requests = stage.emulator.requests.count();
  const holds = operation.succeeded && requests === step.requests && isExpected(operation, step);
  printResult(`${requests} API requests`, holds, step.requests);
  return holds;
}

/** Plays a call and prints its steps with their seconds. Returns whether it was completed. */
function playCall({ note, play }: CallStep, stage: Stage): boolean {
  print(`   ${note}`, "dim");
  const { startTime, status, steps: done } = play(stage);
  for (const { time, step, party, reason } of done) {
    const seconds = String((Date.parse(time) - Date.parse(startTime)) / 1000);
    print(`   │ ${[`${seconds.padStart(3)} s `, step, party, reason].filter(Boolean).join(" ")}`);
  }
  const holds = status === "completed";
  printResult(`call ${status}`, holds, "completed");
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

async function runAll(stage: Stage): Promise<boolean> {
  for (const [index, step] of steps.entries()) {
    print(`\n${index + 1}. ${step.title}`, ["bold", "cyan"]);
    const holds = "play" in step ? playCall(step, stage) : await runStep(step, stage);
    if (!holds) return false;
  }
  return true;
}

const nextSteps = `
Next:
  npx plivo-masking-emulator     start the emulator and its console in the browser (docs/emulator.md)
  examples/quickstart/index.ts   read or copy the program of this demo
  README.md                      write a program of your own, for the emulator and then your account`;

const started = performance.now();
print("Plivo masking sessions on the real Pulumi engine, against an emulator of Plivo's API.");
const { path: cli, version } = await pulumiCli();
print(`Pulumi CLI ${version}: ${cli}`);
const emulator = await startEmulator();
const stack = await openStack({
  program: () => Promise.resolve(quickstart()),
  environment: emulator.environment,
  project: "plivo-masking-quickstart",
});
try {
  const completed = await runAll({ stack, emulator });
  const live = emulator.sessions.live().length;
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  const end = completed ? "completed" : "stopped at a failed step";
  print(`\nThe demo ${end} after ${seconds} s. Live sessions: ${live}`);
  if (completed) print(nextSteps);
  process.exitCode = completed && live === 0 ? 0 : 1;
} finally {
  await stack.remove();
  await emulator.close();
}
