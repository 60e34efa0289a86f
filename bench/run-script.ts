import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** Runs a script in a process of its own, with these variables beside this process's, and gives the JSON that it prints. */
export async function runScript<T>(
  script: string,
  parameters: readonly string[] = [],
  { environment = {} }: { environment?: Readonly<Record<string, string>> } = {},
): Promise<T> {
  const { stdout } = await promisify(execFile)(process.execPath, [script, ...parameters], {
    env: { ...process.env, ...environment },
  });
  return JSON.parse(stdout) as T;
}
