import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { capture } from "../leaks/record.ts";

export interface CommandOutcome {
  succeeded: boolean;
  text: string;
}

interface Printed {
  stdout: string;
  stderr: string;
  code?: unknown;
}

/** Runs a command of the CLI in this folder, without prompts and colours. */
export async function runCommand(
  cli: string,
  folder: string,
  parameters: readonly string[],
): Promise<CommandOutcome> {
  const all = [...parameters, "--non-interactive", "--color", "never"];
  const { stdout, stderr, code } = await promisify(execFile)(cli, all, {
    cwd: folder,
    env: process.env,
  }).then(
    (printed: Printed) => printed,
    (error: unknown) => error as Printed,
  );
  if (typeof code === "string") throw new Error(`The CLI could not be started: ${code}`);
  const text = `${stdout}${stderr}`;
  capture("text", text);
  return { succeeded: code === undefined, text };
}
