import { PulumiCommand } from "@pulumi/pulumi/automation/index.js";
import { pulumiCli } from "../pulumi-cli/pulumi-cli.ts";
import { reasonOf } from "../pulumi-cli/versions.ts";
import { engineVariables, withEnvironment } from "./environment.ts";

/** Passes the result of the search from jest's global setup to its workers. */
const cliVariable = "MASKING_ENGINE_CLI";

type Outcome = { path: string } | { failure: string };

/** Searches for the CLI once for this process and its child processes. They get a failure too. */
export async function findCliOnce(): Promise<void> {
  const outcome: Outcome = await pulumiCli().then(
    ({ path }) => ({ path }),
    (error: unknown) => ({ failure: reasonOf(error) }),
  );
  process.env[cliVariable] = JSON.stringify(outcome);
}

export async function cliPath(): Promise<string> {
  const settled = process.env[cliVariable];
  if (settled === undefined) return (await pulumiCli()).path;
  const outcome = JSON.parse(settled) as Outcome;
  if ("failure" in outcome) throw new Error(outcome.failure);
  return outcome.path;
}

const commands = new Map<string, Promise<PulumiCommand>>();

/** The Automation API's command for the CLI at this path. Its version is queried only once. */
export function commandAt(cli: string): Promise<PulumiCommand> {
  const command = commands.get(cli) ?? firstOnPath(cli);
  commands.set(cli, command);
  return command;
}

/** The Automation API uses the first CLI on PATH, so this puts the path there. */
function firstOnPath(cli: string): Promise<PulumiCommand> {
  const { PATH, PULUMI_SKIP_UPDATE_CHECK } = engineVariables({ backend: "", home: "", cli });
  const variables = { PATH: PATH ?? "", PULUMI_SKIP_UPDATE_CHECK: PULUMI_SKIP_UPDATE_CHECK ?? "" };
  return withEnvironment(variables, () => PulumiCommand.get());
}
