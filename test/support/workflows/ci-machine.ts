import { copyFile, mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { startEmulator, type Emulator } from "plivo-masking-emulator";
import { cliPath } from "../../../tools/engine/cli.ts";
import { engineVariables } from "../../../tools/engine/environment.ts";
import type { Program } from "../../../tools/engine/index.ts";
import { repositoryRoot } from "../../../tools/repository.ts";
import { Runner, type StepRun } from "./runner.ts";
import { readWorkflow } from "./workflow.ts";

interface MachineSettings {
  readonly program: Program;
  /** The secrets of a review stack. */
  readonly agent: string;
  readonly customer: string;
}

/** A machine that runs the workflows of examples/ci against an emulator of its own. */
export interface CiMachine {
  readonly emulator: Emulator;
  /** The checkout. */
  readonly folder: string;
  readonly runner: Runner;
  /** Runs a step's script unchanged. */
  step(workflow: string, job: string, title: string): Promise<StepRun>;
  setProgram(program: Program): void;
  /** The methods of the API requests since the last call. */
  requests(): string[];
  /** The comment on the pull request. */
  comment(): Promise<string>;
  close(): Promise<void>;
}

export const ciExample = path.join(repositoryRoot(), "examples", "ci");

export async function openCiMachine({ program, agent, customer }: MachineSettings): Promise<CiMachine> {
  const emulator = await startEmulator();
  const parent = path.join(repositoryRoot(), ".cache", "engine");
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(path.join(parent, "ci-"));
  await mkdir(path.join(folder, "backend"));
  await copyFile(path.join(ciExample, "Pulumi.yaml"), path.join(folder, "Pulumi.yaml"));
  const cli = await cliPath();
  const places = { backend: path.join(folder, "backend"), home: path.join(folder, "home"), cli };
  const variables = engineVariables(places);
  const { PLIVO_ENDPOINT, PLIVO_AUTH_ID, PLIVO_AUTH_TOKEN } = emulator.environment;
  let current = program;
  const runner = new Runner(folder, { ...variables, PLIVO_ENDPOINT }, () => current());
  await runner.command(
    "pulumi",
    `case "$1" in preview|up|refresh|destroy) set -- "$@" --client="$HOST" --exec-kind auto.inline;; esac\nexec '${cli}' "$@"`,
  );
  // Writes the comment to a file: there is no GitHub here.
  await runner.command("gh", 'printf "%s\\n" "$*" >posted.txt; cat comment.md >>posted.txt');
  const expressions = {
    "vars.PULUMI_BACKEND_URL": variables["PULUMI_BACKEND_URL"] ?? "",
    "secrets.PULUMI_CONFIG_PASSPHRASE": variables["PULUMI_CONFIG_PASSPHRASE"] ?? "",
    "secrets.PLIVO_AUTH_ID": PLIVO_AUTH_ID,
    "secrets.PLIVO_AUTH_TOKEN": PLIVO_AUTH_TOKEN,
    "secrets.REVIEW_AGENT": agent,
    "secrets.REVIEW_CUSTOMER": customer,
    "github.token": "a token",
    "github.event.pull_request.number": "7",
  };
  return {
    emulator,
    folder,
    runner,
    step: (workflow, job, title) => {
      const file = path.join(ciExample, ".github", "workflows", `${workflow}.yml`);
      return runner.step(readWorkflow(file), [job, title], expressions);
    },
    setProgram: (next) => {
      current = next;
    },
    requests: () => {
      const methods = emulator.requests.all().map(({ method }) => method);
      emulator.requests.clear();
      return methods;
    },
    comment: () => readFile(path.join(folder, "posted.txt"), "utf8"),
    close: async () => {
      await rm(folder, { recursive: true });
      await emulator.close();
    },
  };
}
