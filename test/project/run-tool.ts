import { spawn } from "node:child_process";
import path from "node:path";
import { repositoryRoot } from "../../tools/repository.ts";

/** A tool's exit code and output. */
export interface ToolRun {
  exitCode: number | null;
  stdout: string;
  output: string;
}

/** Runs a local tool (`node_modules/.bin/<name>`) with this process's Node. */
export function runTool(
  name: string,
  parameters: string[],
  cwd: string = repositoryRoot(),
): Promise<ToolRun> {
  return runNode([path.join(repositoryRoot(), "node_modules", ".bin", name), ...parameters], cwd);
}

export function runNode(
  parameters: string[],
  cwd: string,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<ToolRun> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, parameters, { cwd, env: environment });
    let [stdout, output] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
      output += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => (output += text));
    child.on("error", reject);
    child.on("close", (exitCode) => resolve({ exitCode, stdout, output }));
  });
}
