import { spawn } from "node:child_process";
import { chmod, mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import * as grpc from "@grpc/grpc-js";
import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb.js";
import * as automation from "@pulumi/pulumi/automation/server.js";
import type { Program } from "../../../tools/engine/index.ts";
import { capture } from "../../../tools/leaks/record.ts";
import { evaluate, type Expressions, type Workflow } from "./workflow.ts";

/** The SDK's host of inline programs, which the Automation API starts for each operation. */
const { LanguageServer } = automation as unknown as {
  LanguageServer: new (program: Program) => grpc.UntypedServiceImplementation & {
    onPulumiExit(hasError: boolean): void;
  };
};

/** The result of a step's script. */
export interface StepRun {
  readonly exitCode: number | null;
  readonly text: string;
}

/**
 * A GitHub machine with a folder, variables and a `pulumi` command. The command is the real one, but runs the
 * program in this process, because no registry has the language host.
 */
export class Runner {
  readonly #bin: string;

  constructor(
    readonly folder: string,
    private readonly variables: Readonly<Record<string, string>>,
    private readonly program: Program,
  ) {
    this.#bin = path.join(folder, "bin");
  }

  /** Adds a command, by its script, which precedes all others on PATH. */
  async command(name: string, script: string): Promise<void> {
    await mkdir(this.#bin, { recursive: true });
    const file = path.join(this.#bin, name);
    await writeFile(file, `#!/bin/sh\n${script}\n`);
    await chmod(file, 0o755);
  }

  /** Runs a script that no workflow has, for a user's earlier steps. */
  run(script: string): Promise<StepRun> {
    return this.#bash(script, {});
  }

  /** Runs the script of a job's step unchanged, in bash, which stops at the first failure, as on GitHub. */
  async step(
    { jobs }: Workflow,
    [jobName, stepName]: readonly [job: string, step: string],
    expressions: Expressions,
  ): Promise<StepRun> {
    const job = jobs[jobName];
    const step = job?.steps.find(({ name }) => name === stepName);
    if (job === undefined || step?.run === undefined) throw new Error(`There is no ${jobName}/${stepName}.`);
    const declared = Object.entries({ ...job.env, ...step.env });
    const environment = declared.map(([name, value]) => [name, evaluate(value, expressions)]);
    return this.#hosted((address) =>
      this.#bash(step.run ?? "", { ...(Object.fromEntries(environment) as object), HOST: address }),
    );
  }

  async #hosted(work: (address: string) => Promise<StepRun>): Promise<StepRun> {
    const server = new grpc.Server();
    const host = new LanguageServer(this.program);
    server.addService(LanguageRuntimeService, host);
    const port = await new Promise<number>((resolve, reject) => {
      server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) => {
        if (error) reject(error);
        else resolve(bound);
      });
    });
    try {
      const run = await work(`127.0.0.1:${port}`);
      host.onPulumiExit(run.exitCode !== 0);
      return run;
    } finally {
      server.forceShutdown();
    }
  }

  #bash(script: string, environment: Record<string, string>): Promise<StepRun> {
    const inherited = this.variables["PATH"] ?? "";
    const child = spawn("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", script], {
      cwd: this.folder,
      env: {
        ...this.variables,
        ...environment,
        PATH: [this.#bin, inherited].join(path.delimiter),
        HOME: this.folder,
        GITHUB_OUTPUT: path.join(this.folder, "output"),
        GITHUB_REPOSITORY: "acme/support",
      },
    });
    let text = "";
    const collect = (chunk: Buffer) => (text += chunk.toString("utf8"));
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    return new Promise((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (exitCode) => {
        capture("text", text);
        resolve({ exitCode, text });
      });
    });
  }
}
