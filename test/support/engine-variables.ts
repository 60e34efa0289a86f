import { cliPath } from "../../tools/engine/cli.ts";
import { engineVariables, stackFolders } from "../../tools/engine/environment.ts";

/** The variables of a shell that has the CLI, and the backend and the plugins of this folder. */
export async function variablesIn(folder: string): Promise<Record<string, string>> {
  return engineVariables(stackFolders(folder, await cliPath()));
}
