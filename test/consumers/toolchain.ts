import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { repositoryRoot } from "../../tools/repository.ts";
import type { Consumer, PackageManager } from "./consumers.ts";

const run = promisify(execFile);

/** Versions that consumers are run with. */
export const versions = {
  node: "22.19.0",
  sdk: "3.216.0",
  pnpm: "12.4.2",
  yarn: "4.18.1",
  /** The newest SDK that this repository has been tested with. */
  newestSdk,
} as const;

function newestSdk(): string {
  const manifest = path.join(repositoryRoot(), "node_modules", "@pulumi", "pulumi", "package.json");
  return (JSON.parse(readFileSync(manifest, "utf8")) as { version: string }).version;
}

/** Programs of consumers, installed once for all of them. */
export interface Toolchain {
  /** The folder that holds this Node as `node`. */
  readonly nodeFolder: (node: Consumer["node"]) => string;
  /** Installs what the package.json in `folder` declares. */
  readonly install: (manager: PackageManager, folder: string, node: Consumer["node"]) => Promise<void>;
}

/** Fetches package managers and the older Node from the registry, into this checkout's cache. */
export async function prepareToolchain(): Promise<Toolchain> {
  const folder = path.join(repositoryRoot(), ".cache", "consumers", "tools");
  await mkdir(folder, { recursive: true });
  const dependencies = {
    node: versions.node,
    pnpm: versions.pnpm,
    "@yarnpkg/cli-dist": versions.yarn,
  };
  const manifest = { private: true, dependencies, allowScripts: { node: true, pnpm: true } };
  await writeFile(path.join(folder, "package.json"), JSON.stringify(manifest));
  await run("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline"], { cwd: folder });
  const nodes = {
    lowest: path.join(folder, "node_modules", "node", "bin"),
    newest: path.dirname(process.execPath),
  };
  return {
    nodeFolder: (node) => nodes[node],
    install: async (manager, project, node) => {
      const [program, ...parameters] = command(manager, path.join(folder, "node_modules"));
      const PATH = [nodes[node], process.env["PATH"]].join(path.delimiter);
      await run(program, parameters, {
        cwd: project,
        env: { ...process.env, ...(await settings()), PATH },
        maxBuffer: 2 ** 24,
      });
    },
  };
}

type Command = [program: string, ...parameters: string[]];

function command(manager: PackageManager, modules: string): Command {
  switch (manager) {
    case "npm":
      return ["npm", "install", "--no-audit", "--no-fund", "--prefer-offline"];
    case "pnpm":
      return [path.join(modules, ".bin", "pnpm"), "install", "--prefer-offline"];
    case "yarn":
      return [process.execPath, path.join(modules, "@yarnpkg", "cli-dist", "bin", "yarn.js"), "install"];
  }
}

/** Yarn does not read npm's configuration, and uses Plug'n'Play by default. */
async function settings(): Promise<Record<string, string>> {
  const { stdout } = await run("npm", ["config", "get", "registry"]);
  const registry = stdout.trim();
  return {
    YARN_NPM_REGISTRY_SERVER: registry,
    YARN_UNSAFE_HTTP_WHITELIST: new URL(registry).hostname,
    YARN_NODE_LINKER: "node-modules",
    YARN_ENABLE_TELEMETRY: "0",
    YARN_ENABLE_IMMUTABLE_INSTALLS: "false",
  };
}
