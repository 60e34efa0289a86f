import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import type { Deployment, EngineEvent } from "@pulumi/pulumi/automation/index.js";
import { LocalWorkspace, Stack } from "@pulumi/pulumi/automation/index.js";
import { capture } from "../leaks/record.ts";
import { cliPath, commandAt } from "./cli.ts";
import "./connections.ts";
import type { CommandOutcome } from "./command.ts";
import { runCommand } from "./command.ts";
import type { EnvironmentChanges } from "./environment.ts";
import { applyChanges, engineVariables, stackFolders, withEnvironment } from "./environment.ts";
import { createStackFolder } from "./folder.ts";
import { writeStack } from "./new-stack.ts";
import type { Listeners } from "./operation.ts";
import { recordOperation, withoutQueries } from "./operation.ts";
import type { OperationProcesses, Target } from "./processes.ts";
import { operationProcesses } from "./processes.ts";
import type {
  Operation,
  OperationOptions,
  PreviewOptions,
  Program,
  StackSettings,
  UpdateOptions,
} from "./types.ts";

/** Creates a stack in a new folder with its own backend and the real engine. `remove()` deletes it. */
export async function openStack(settings: StackSettings): Promise<EngineStack> {
  const cli = await cliPath();
  const folder = await createStackFolder(settings);
  const variables = engineVariables(stackFolders(folder, cli), settings.backend);
  const stack = new EngineStack(folder, variables, settings);
  await stack.open(cli, settings);
  return stack;
}

const quiet = { color: "never", suppressProgress: true } as const;

/** A temporary stack. Operations within a process run in sequence. */
export class EngineStack {
  /** The stack's folder. `remove()` deletes it. */
  readonly folder: string;
  readonly #engineVariables: Record<string, string>;
  readonly #hasFile: boolean;
  #program: Program;
  #environment: Record<string, string>;
  #stack: Stack | undefined;
  #killed = false;
  #listener: ((event: EngineEvent) => void) | undefined;

  constructor(
    folder: string,
    variables: Record<string, string>,
    settings: Pick<StackSettings, "program" | "environment" | "backend">,
  ) {
    this.folder = folder;
    this.#hasFile = settings.backend === undefined;
    this.#engineVariables = variables;
    this.#program = settings.program;
    this.#environment = settings.environment;
  }

  /** Creates the stack with the CLI at this path. Called by `openStack`. */
  async open(
    cli: string,
    { project = "masking", name = "dev", resources, config }: StackSettings,
  ): Promise<void> {
    const pulumiCommand = await commandAt(cli);
    const program = async () => (await this.#program()) ?? {};
    await this.#withEnvironment(async () => {
      const workspace = await LocalWorkspace.create({
        workDir: this.folder,
        pulumiCommand,
        projectSettings: { name: project, runtime: "nodejs" },
        program,
      });
      if (this.#hasDefaultSecrets) {
        const { folder, backend } = this;
        workspace.createStack = (name) => writeStack({ folder, backend, project, name, resources });
      } else if (resources !== undefined) {
        throw new Error("Only a stack with default settings can have initial resources.");
      }
      const stack = await Stack.create(name, workspace);
      // An extra run of the CLI, only if needed.
      if (config !== undefined) await stack.setAllConfig(config);
      this.#stack = withoutQueries(stack);
    });
  }

  /** Whether the state is in files and its secrets use the default passphrase. */
  get #hasDefaultSecrets(): boolean {
    return this.#hasFile && this.#environment["PULUMI_CONFIG_PASSPHRASE"] === undefined;
  }

  setProgram(program: Program): void {
    this.#program = program;
  }

  /** Changes the variables of later operations. Undefined removes one. */
  setEnvironment(changes: EnvironmentChanges): void {
    this.#environment = applyChanges(this.#environment, changes);
  }

  preview({ json = false, ...options }: PreviewOptions = {}): Promise<Operation> {
    return this.#operate(
      (stack, listeners) => stack.preview({ ...options, ...quiet, ...listeners }),
      json ? ["--json"] : [],
    );
  }

  up(options: UpdateOptions = {}): Promise<Operation> {
    return this.#operate((stack, listeners) => stack.up({ ...options, ...quiet, ...listeners }));
  }

  refresh(options: Omit<OperationOptions, "refresh" | "diff"> = {}): Promise<Operation> {
    return this.#operate((stack, listeners) => stack.refresh({ ...options, ...quiet, ...listeners }));
  }

  previewRefresh(options: Omit<OperationOptions, "refresh" | "diff"> = {}): Promise<Operation> {
    return this.#operate((stack, listeners) => stack.previewRefresh({ ...options, ...quiet, ...listeners }));
  }

  destroy(options: Omit<OperationOptions, "diff" | "expectNoChanges"> = {}): Promise<Operation> {
    return this.#operate((stack, listeners) => stack.destroy({ ...options, ...quiet, ...listeners }));
  }

  /**
   * Sends a signal to processes of the running operation. If the CLI is killed, the operation settles as
   * failed, even if it printed nothing. A provider's process outlives its killed CLI.
   */
  async signal(target: Target, signal: NodeJS.Signals): Promise<OperationProcesses> {
    const processes = await operationProcesses();
    this.#killed ||= signal === "SIGKILL" && target !== "provider";
    await processes.signal(target, signal);
    return processes;
  }

  setListener(listener?: (event: EngineEvent) => void): void {
    this.#listener = listener;
  }

  /** Runs another command of the CLI, such as `["state", "rename", urn, name, "--yes", "--stack", "dev"]`. */
  command(parameters: readonly string[]): Promise<CommandOutcome> {
    const { pulumiCommand } = this.#openedStack.workspace;
    return this.#withEnvironment(() => runCommand(pulumiCommand.command, this.folder, parameters));
  }

  /** `pulumi cancel`: removes the lock of an operation whose CLI was killed. */
  cancel(): Promise<void> {
    return this.#withEnvironment(() => this.#openedStack.cancel());
  }

  /** Sets a stack configuration value by its full key, such as "plivo:authId". */
  setConfig(key: string, value: string, secret = false): Promise<void> {
    return this.#withEnvironment(() => this.#openedStack.setConfig(key, { value, secret }));
  }

  removeConfig(key: string): Promise<void> {
    return this.#withEnvironment(() => this.#openedStack.removeConfig(key));
  }

  /** The deployment as `pulumi stack export --show-secrets` prints it, with secrets in clear. */
  exportState(): Promise<Deployment> {
    return this.#withEnvironment(() => this.#openedStack.exportStack());
  }

  /** Replaces the stack's deployment. Ciphertexts need the passphrase they were created with. */
  importState(deployment: Deployment): Promise<void> {
    return this.#withEnvironment(() => this.#openedStack.importStack(deployment));
  }

  get backend(): string {
    return path.join(this.folder, "backend");
  }

  async stateFileBytes(): Promise<Buffer> {
    const { name: project } = await this.#openedStack.workspace.projectSettings();
    return readFile(path.join(this.backend, ".pulumi", "stacks", project, `${this.#openedStack.name}.json`));
  }

  /** Deletes the stack's folder with backend and history. Remaining resources are not deleted. */
  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }

  get #openedStack(): Stack {
    if (this.#stack === undefined) throw new Error("The stack is not open yet: use openStack().");
    return this.#stack;
  }

  #operate(
    run: (stack: Stack, listeners: Listeners) => Promise<unknown>,
    parameters: string[] = [],
  ): Promise<Operation> {
    return this.#withEnvironment(async () => {
      const stack = this.#openedStack;
      stack.workspace.serializeArgsForOp = () => Promise.resolve(parameters);
      this.#killed = false;
      const operation = await recordOperation((listeners) => run(stack, listeners), {
        digest: parameters.includes("--json"),
        killed: () => this.#killed,
        onEvent: (event) => this.#listener?.(event),
      });
      if (this.#hasFile) capture("state", (await this.stateFileBytes()).toString("utf8"));
      return operation;
    });
  }

  #withEnvironment<T>(work: () => Promise<T>): Promise<T> {
    return withEnvironment({ ...this.#engineVariables, ...this.#environment }, work);
  }
}
