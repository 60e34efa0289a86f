import { cp } from "node:fs/promises";
import path from "node:path";

/** The folder of the language host of Node programs, which no package registry has. */
export const nodeHost = path.join(__dirname, "node-host");

/** Installs the host for the CLI of a stack, because `pulumi import` needs it although it runs no program. */
export function installNodeHost(folder: string): Promise<void> {
  // The CLI ignores a link.
  return cp(nodeHost, path.join(folder, "home", "plugins", "language-nodejs-v3.0.0"), { recursive: true });
}
