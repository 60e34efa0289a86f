import { execFile } from "node:child_process";
import { copyFile, mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { capture } from "../../tools/leaks/record.ts";
import { variablesIn } from "../support/engine-variables.ts";
import { repositoryRoot } from "../../tools/repository.ts";
import { readmePage } from "../support/typed-readme.ts";
import type { Loader } from "./consumers.ts";

/** What one operation of the engine on a consumer's program did. */
export interface Outcome {
  /** Resources by what is done to them, the stack counted as one. */
  readonly changes: Readonly<Record<string, number>>;
  readonly outputs: Readonly<Record<string, unknown>>;
  /** Versions of Node and @pulumi/pulumi that ran. */
  readonly node: string;
  readonly sdk: string;
}

/** What an operation needs besides the program. */
export interface Surroundings {
  /** The variables that lead to the API. */
  readonly plivo: Readonly<Record<string, string>>;
  /** The folder whose `node` runs everything. */
  readonly nodeFolder: string;
}

/** The program that the README shows. */
export async function readmeProgram(): Promise<string> {
  return (await readmePage()).program;
}

/** Creates a folder with the program, its package.json and its tsconfig.json. Nothing is installed yet. */
export async function createProject(
  loader: Loader,
  program: string,
  packages: Readonly<Record<string, string>>,
): Promise<string> {
  // Outside the checkout: its node_modules would be found too.
  const folder = await mkdtemp(path.join(tmpdir(), "masking-consumer-"));
  const { main, type } = loader;
  const dependencies = { ...loader.packages, ...packages };
  await mkdir(path.join(folder, "backend"));
  await writeFile(path.join(folder, main), program);
  // What the program takes from the configuration of its stack.
  const parties = ["driver: +1 202 555 0100", "rider: +1 202 555 0111"].map((line) => `  consumer:${line}\n`);
  await writeFile(path.join(folder, "Pulumi.dev.yaml"), `config:\n${parties.join("")}`);
  await writeFile(
    path.join(folder, "package.json"),
    JSON.stringify({ name: "consumer", private: true, main, type, dependencies }),
  );
  // pnpm needs a decision for each install script. The SDK's protobufjs does not need its script.
  await writeFile(path.join(folder, "pnpm-workspace.yaml"), "allowBuilds:\n  protobufjs: false\n");
  const compilerOptions = { target: "es2022", module: "nodenext", strict: true, noEmit: true };
  await writeFile(path.join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: [main] }));
  // By its path in the repository: within jest, import.meta has none.
  const operate = path.join(repositoryRoot(), "test", "consumers", "operate.cjs");
  await copyFile(operate, path.join(folder, "operate.cjs"));
  return folder;
}

/** The variables of every command in the project: its own backend, SDK and Node, and the CLI. */
export async function environmentOf(folder: string, surroundings: Surroundings): Promise<NodeJS.ProcessEnv> {
  const { plivo, nodeFolder } = surroundings;
  const variables = await variablesIn(folder);
  const shim = path.join(folder, "node_modules", "@pulumi", "pulumi");
  const PATH = [nodeFolder, variables["PATH"], shim].join(path.delimiter);
  return { ...process.env, ...variables, ...plivo, PATH };
}

/**
 * Runs one operation of the real engine on the project's program.
 *
 * @throws Error with all output if it fails.
 */
export async function operate(
  folder: string,
  operation: "preview" | "up" | "destroy",
  { typescript, nodeArguments }: Loader,
  surroundings: Surroundings,
): Promise<Outcome> {
  const settings = JSON.stringify({ operation, typescript, nodeArguments });
  const node = path.join(surroundings.nodeFolder, "node");
  const { stdout, stderr } = await promisify(execFile)(node, ["operate.cjs", settings], {
    cwd: folder,
    env: await environmentOf(folder, surroundings),
    maxBuffer: 2 ** 24,
  });
  // The engine's text, as a user reads it.
  capture("text", stderr);
  return JSON.parse(stdout) as Outcome;
}
