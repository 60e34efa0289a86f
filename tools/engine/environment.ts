import { existsSync } from "node:fs";
import path from "node:path";
import { providerHost, sdkFolder } from "../pulumi-cli/provider-host.ts";
import { repositoryRoot } from "../repository.ts";
import { defaultPassphrase } from "./secrets.ts";

/** Changes of environment variables; undefined takes one away. */
export type EnvironmentChanges = Record<string, string | undefined>;

/** Plivo's and Pulumi's variables of the developer's own shell must not decide what an operation does. */
const reservedNames = /^(PLIVO|PULUMI)_/;

/** Where a stack that lies in this folder has its state, and its CLI what it keeps. */
export function stackFolders(folder: string, cli: string) {
  return { backend: path.join(folder, "backend"), home: path.join(folder, "home"), cli };
}

/** What the CLI is told whatever a test or the demo wants: a local backend, unless `backendUrl` names one, and nothing fetched from anywhere. */
export function engineVariables(
  stack: ReturnType<typeof stackFolders>,
  backendUrl = `file://${stack.backend}`,
): Record<string, string> {
  const vault = process.env["MASKING_VAULT"];
  return {
    ...(vault === undefined ? {} : { VAULT_ADDR: vault }),
    NODE_OPTIONS: nodeOptions(),
    PULUMI_BACKEND_URL: backendUrl,
    PULUMI_HOME: stack.home,
    PULUMI_CONFIG_PASSPHRASE: defaultPassphrase,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_DISABLE_REGISTRY_RESOLVE: "true",
    PATH: searchPath(stack.cli),
  };
}

/**
 * Options of Node for what an operation starts: this process's, what saves time in tests, and these files to
 * preload.
 */
export function nodeOptions(files: readonly string[] = []): string {
  const { NODE_OPTIONS: inherited = "", MASKING_PRELOAD: preload = "" } = process.env;
  const required = [preload, ...files].filter(Boolean).map((file) => `--require ${JSON.stringify(file)}`);
  return [inherited, ...required].join(" ").trim();
}

/** Where the host of policy packs lies, which a CLI that was built without hosts of languages finds on PATH. */
const hosts = path.join(repositoryRoot(), "tools", "engine", "hosts");

/**
 * The chosen CLI first, then the Node that runs this process, since the provider's process takes its `node` from PATH.
 * A CLI that came without the host of dynamic providers finds the SDK's, and warns of that in each operation.
 */
function searchPath(cli: string): string {
  const folder = path.dirname(cli);
  const sdk = existsSync(path.join(folder, providerHost)) ? [] : [sdkFolder()];
  const inherited = process.env["PATH"] ?? "";
  return [folder, path.dirname(process.execPath), ...sdk, inherited, hosts].join(path.delimiter);
}

/** What a command of its own sees: this process's variables without foreign ones, and these. */
export function environmentOf(variables: Record<string, string>): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !reservedNames.test(name));
  return { ...Object.fromEntries(inherited), ...variables };
}

let previous: Promise<unknown> = Promise.resolve();

/**
 * Runs `work` with these variables and without foreign ones, in this process and in what it starts, and puts the old
 * environment back. The environment belongs to the whole process, so one `work` waits for the other.
 */
export function withEnvironment<T>(variables: Record<string, string>, work: () => Promise<T>): Promise<T> {
  const turn = previous.then(() => runWithVariables(variables, work));
  previous = turn.catch(() => undefined);
  return turn;
}

async function runWithVariables<T>(variables: Record<string, string>, work: () => Promise<T>): Promise<T> {
  const before = { ...process.env };
  const reserved = Object.keys(before).filter((name) => reservedNames.test(name));
  setVariables(Object.fromEntries(reserved.map((name) => [name, undefined])));
  setVariables(variables);
  try {
    return await work();
  } finally {
    setVariables(
      Object.fromEntries([...Object.keys(variables), ...reserved].map((name) => [name, before[name]])),
    );
  }
}

function setVariables(changes: EnvironmentChanges): void {
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = value;
  }
}

/** `environment` after `changes`. */
export function applyChanges(
  environment: Record<string, string>,
  changes: EnvironmentChanges,
): Record<string, string> {
  const entries = Object.entries({ ...environment, ...changes });
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== undefined));
}
