import { parseArgs } from "node:util";
import { LocalWorkspace, type Stack } from "@pulumi/pulumi/automation/index.js";
import fromATable from "#program";

const commands = {
  preview: (stack: Stack, options: object) => stack.preview(options),
  up: (stack: Stack, options: object) => stack.up(options),
  destroy: (stack: Stack, options: object) => stack.destroy(options),
};

interface Settings {
  readonly command: keyof typeof commands;
  /** The number of stacks. */
  readonly shards: number;
  /** The table's file. */
  readonly orders: string;
}

/** Plivo's rate limit for the account. The stacks share it. */
const requestsPerSecond = 60;

/** @throws Error with the usage. */
function readCommandLine(): Settings {
  const options = {
    shards: { type: "string", default: "4" },
    orders: { type: "string", default: "orders.csv" },
  } as const;
  const { values, positionals } = parseArgs({ allowPositionals: true, options });
  const command = (Object.keys(commands) as (keyof typeof commands)[]).find(
    (name) => name === positionals[0],
  );
  const shards = Number(values.shards);
  if (command === undefined || positionals.length > 1 || !Number.isInteger(shards) || shards < 1) {
    throw new Error(`Usage: shards ${Object.keys(commands).join("|")} [--shards 4] [--orders orders.csv]`);
  }
  return { command, shards, orders: values.orders };
}

/** Creates or finds a stack and configures which orders belong to it, for `pulumi up --stack` too. */
async function openStack(stackName: string, shard: number, { shards, orders }: Settings): Promise<Stack> {
  const program = () => Promise.resolve(fromATable());
  const projectName = "plivo-masking-from-a-table";
  const folder = { workDir: process.cwd() };
  const stack = await LocalWorkspace.createOrSelectStack({ stackName, projectName, program }, folder);
  await stack.setAllConfig({
    "from-a-table:orders": { value: orders },
    "from-a-table:shards": { value: String(shards) },
    "from-a-table:shard": { value: String(shard) },
    "plivo:requestsPerSecond": { value: String(requestsPerSecond / shards) },
  });
  return stack;
}

/** Prints complete lines, each with its stack's name, since several stacks print at once. */
function printer(name: string): (text: string) => void {
  let begun = "";
  return (text) => {
    const lines = `${begun}${text}`.split("\n");
    begun = lines.pop() ?? "";
    for (const line of lines) console.log(`${name} | ${line}`);
  };
}

/** Runs the command on one stack. Returns whether it succeeded. */
async function runShard(shard: number, settings: Settings): Promise<boolean> {
  const name = `shard-${shard}`;
  const listeners = { onOutput: printer(name), onError: printer(name) };
  try {
    const stack = await openStack(name, shard, settings);
    const run = commands[settings.command](stack, { color: "never", suppressProgress: true, ...listeners });
    // The command's error has been printed already.
    return await run.then(
      () => true,
      () => false,
    );
  } catch (error) {
    console.error(`${name} | ${error instanceof Error ? error.message : "could not be opened"}`);
    return false;
  }
}

/** Runs all stacks at once. If one fails, the others continue. */
async function main(): Promise<void> {
  const settings = readCommandLine();
  const shards = Array.from({ length: settings.shards }, (_, shard) => runShard(shard, settings));
  const succeeded = await Promise.all(shards);
  if (succeeded.includes(false)) process.exitCode = 1;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
