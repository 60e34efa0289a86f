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
  /** How many stacks there are. */
  readonly shards: number;
  /** The table's file. */
  readonly orders: string;
}

/** Plivo's limit of an account, which the stacks share. */
const requestsPerSecond = 60;

/** @throws Error that says what the command line may be. */
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

/** Makes or finds a stack, and says in its configuration which orders are its own, for `pulumi up --stack` too. */
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

/** Prints whole lines, each with its stack's name before it, since several stacks talk at once. */
function printer(name: string): (text: string) => void {
  let begun = "";
  return (text) => {
    const lines = `${begun}${text}`.split("\n");
    begun = lines.pop() ?? "";
    for (const line of lines) console.log(`${name} | ${line}`);
  };
}

/** Runs the command on one stack, and tells whether it succeeded. */
async function runShard(shard: number, settings: Settings): Promise<boolean> {
  const name = `shard-${shard}`;
  const listeners = { onOutput: printer(name), onError: printer(name) };
  try {
    const stack = await openStack(name, shard, settings);
    const run = commands[settings.command](stack, { color: "never", suppressProgress: true, ...listeners });
    // What the command had to say of its failure has been printed.
    return await run.then(
      () => true,
      () => false,
    );
  } catch (error) {
    console.error(`${name} | ${error instanceof Error ? error.message : "could not be opened"}`);
    return false;
  }
}

/** All stacks at once; where one fails, the others go on. */
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
