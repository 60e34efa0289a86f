import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";
import { asObject, asText, parseJson } from "../plivo/json";
import { version as packageVersion } from "../plivo/user-agent";
import { examineBackend } from "./examine-backend";
import { examinePlugin } from "./examine-plugin";
import { findLanguageHost, findPulumi } from "./find-pulumi";
import { tryExamine, isAtLeast, note, ok, problem, type Finding } from "./findings";
import type { Io } from "./io";
import { isOfNode, readProjectFile } from "./project-file";
import { textOf } from "./read-files";
import { minNode, minPulumi, sdkRange } from "./requirements";

const sdk = "@pulumi/pulumi";

/** Checks Node, Pulumi's CLI and SDK, the plugin and the backend. */
export async function examineMachine(io: Io): Promise<Finding[]> {
  return [
    ok("package", `pulumi-plivo-masking ${packageVersion}`),
    nodeFinding(process.version),
    ...(await tryExamine("Pulumi CLI", async () => [await cliFinding(io)])),
    ...(await tryExamine("language host", () => languageHostFinding(io))),
    ...(await tryExamine("Pulumi SDK", () => sdkFinding(io))),
    ...(await tryExamine("plugin", () => examinePlugin(io))),
    ...(await tryExamine("state backend", () => examineBackend(io))),
  ];
}

/** Returns nothing without a CLI, which would run the host. */
function languageHostFinding(io: Io): Finding[] {
  const cli = findPulumi(io);
  if (cli === undefined) return [];
  const { runtime } = readProjectFile(io.folder) ?? { runtime: "nodejs" };
  const name = `pulumi-language-${runtime}`;
  if (findLanguageHost(io, cli, runtime) !== undefined) return [ok("language host", name)];
  return [
    problem(
      "language host",
      `\`${name}\` is neither beside the CLI nor in PATH, so only inline programs of the Automation API run: install ` +
        "Pulumi's complete release.",
    ),
  ];
}

export function nodeFinding(version: string): Finding {
  if (isAtLeast(version, minNode)) return ok("Node", version);
  return problem("Node", `${version} is too old: install ${minNode} or newer.`);
}

async function cliFinding({ environment, interruption }: Io): Promise<Finding> {
  const subject = "Pulumi CLI";
  const env = { ...environment, PULUMI_SKIP_UPDATE_CHECK: "true" };
  // In another folder, so no file of the current one has an effect.
  const options = {
    cwd: path.parse(process.execPath).root,
    env,
    timeout: 30_000,
    signal: interruption.signal,
  };
  const file = findPulumi({ environment });
  const version = await new Promise<string | undefined>((resolve) => {
    if (file === undefined) {
      resolve(undefined);
      return;
    }
    execFile(file, ["version"], options, (error, stdout) => {
      resolve(error === null ? stdout.trim() : undefined);
    });
  });
  if (version === undefined) return problem(subject, "`pulumi` does not run: install it, or add it to PATH.");
  if (isAtLeast(version, minPulumi)) return ok(subject, version);
  return problem(subject, `${version} is too old: install ${minPulumi} or newer.`);
}

/** Returns nothing for a program in another language, which uses another SDK. */
function sdkFinding({ folder }: Io): Finding[] {
  const project = readProjectFile(folder);
  if (project !== undefined && !isOfNode(project)) return [];
  const version = sdkVersion(folder);
  if (version === undefined) {
    return [
      note(
        "Pulumi SDK",
        `${sdk} is not installed in this folder. ` +
          `In a program's folder, run \`npm install ${sdk}\` and this command again.`,
      ),
    ];
  }
  if (isAtLeast(version, minPulumi) && !isAtLeast(version, "4")) return [ok("Pulumi SDK", version)];
  return [problem("Pulumi SDK", `${version} does not fit: install ${sdk} ${sdkRange}.`)];
}

/** Finds the SDK like Node, but only reads its package.json: no code of that folder may run. */
function sdkVersion(folder: string): string | undefined {
  const { resolve } = createRequire(path.join(folder, "program.js"));
  const folders = resolve.paths(sdk) ?? [];
  const versions = folders.map((one) => versionIn(path.join(one, sdk, "package.json")));
  return versions.find((version) => version !== undefined) ?? versionIn(resolveManifest(resolve));
}

/** Yarn PnP has no package folders. */
function resolveManifest(resolve: NodeJS.RequireResolve): string {
  try {
    return resolve(`${sdk}/package.json`);
  } catch {
    return "";
  }
}

function versionIn(file: string): string | undefined {
  return asText(asObject(parseJson(textOf(file)))?.["version"]);
}
