import { existsSync } from "node:fs";
import path from "node:path";
import { providerHost, sdkFolder } from "../pulumi-cli/provider-host.ts";
import { repositoryRoot } from "../repository.ts";
import { defaultPassphrase } from "./secrets.ts";

/** Changes of environment variables. Undefined removes one. */
export type EnvironmentChanges = Record<string, string | undefined>;

/** The developer's own variables for Plivo and Pulumi must not affect an operation. */
const reservedNames = /^(PLIVO|PULUMI)_/;

export function stackFolders(folder: string, cli: string) {
  return { backend: path.join(folder, "backend"), home: path.join(folder, "home"), cli };
}

/**
 * The variables for every operation: a local backend unless `backendUrl` is given, no downloads, and Pulumi's
 * parallelism on two cores, so that operations send the same requests on every machine.
 */
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
    PULUMI_PARALLEL: "8",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_DISABLE_REGISTRY_RESOLVE: "true",
    PATH: searchPath(stack.cli),
  };
}

/** NODE_OPTIONS for operations: this process's options, and files to preload. */
export function nodeOptions(files: readonly string[] = []): string {
  const { NODE_OPTIONS: inherited = "", MASKING_PRELOAD: preload = "" } = process.env;
  const required = [preload, ...files].filter(Boolean).map((file) => `--require ${JSON.stringify(file)}`);
  return [inherited, ...required].join(" ").trim();
}

/** The folder of the policy-pack host, which a CLI that was built without language hosts finds on PATH. */
const hosts = path.join(repositoryRoot(), "tools", "engine", "hosts");

/**
 * PATH with the CLI first, then this process's Node, which the provider's process uses. A CLI without the
 * host of dynamic providers finds the SDK's, with a warning in each operation.
 */
function searchPath(cli: string): string {
  const folder = path.dirname(cli);
  const sdk = existsSync(path.join(folder, providerHost)) ? [] : [sdkFolder];
  const inherited = process.env["PATH"] ?? "";
  return [folder, path.dirname(process.execPath), ...sdk, inherited, hosts].join(path.delimiter);
}

/** The environment of a command: this process's variables without reserved ones, and these. */
export function environmentOf(variables: Record<string, string>): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !reservedNames.test(name));
  return { ...Object.fromEntries(inherited), ...variables };
}

let previous: Promise<unknown> = Promise.resolve();

/**
 * Runs `work` with these variables and without reserved ones, then restores the environment. It is global to
 * the process, so calls run in sequence.
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

export function applyChanges(
  environment: Record<string, string>,
  changes: EnvironmentChanges,
): Record<string, string> {
  const entries = Object.entries({ ...environment, ...changes });
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== undefined));
}
