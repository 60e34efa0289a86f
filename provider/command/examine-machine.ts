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

/** What runs programs on this machine: Node, Pulumi's command and SDK. */
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

/** Without a CLI there is nothing that would look for it. */
function languageHostFinding(io: Io): Finding[] {
  const cli = findPulumi(io);
  if (cli === undefined) return [];
  const { runtime } = readProjectFile(io.folder) ?? { runtime: "nodejs" };
  const name = `pulumi-language-${runtime}`;
  if (findLanguageHost(io, cli, runtime) !== undefined) return [ok("language host", name)];
  return [
    problem(
      "language host",
      `\`${name}\` is neither beside the CLI nor in PATH, so that only inline programs of the Automation API run: install ` +
        "Pulumi's whole release.",
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
  // Elsewhere: no file of the current folder has a say.
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
  if (version === undefined)
    return problem(subject, "`pulumi` does not run: install it, or put it into PATH.");
  if (isAtLeast(version, minPulumi)) return ok(subject, version);
  return problem(subject, `${version} is too old: install ${minPulumi} or newer.`);
}

/** Nothing of a program in another language, which has an SDK of its own. */
function sdkFinding({ folder }: Io): Finding[] {
  const project = readProjectFile(folder);
  if (project !== undefined && !isOfNode(project)) return [];
  const version = sdkVersion(folder);
  if (version === undefined) {
    return [
      note(
        "Pulumi SDK",
        `${sdk} is not installed where this was started. A program needs it: run \`npm install ${sdk}\` in its folder, and start this there.`,
      ),
    ];
  }
  if (isAtLeast(version, minPulumi) && !isAtLeast(version, "4")) return [ok("Pulumi SDK", version)];
  return [problem("Pulumi SDK", `${version} does not fit: install ${sdk} ${sdkRange}.`)];
}

/** As Node finds the SDK for a program there, but read as a text: what its package.json names under `exports` may be code. */
function sdkVersion(folder: string): string | undefined {
  const { resolve } = createRequire(path.join(folder, "program.js"));
  const folders = resolve.paths(sdk) ?? [];
  const versions = folders.map((one) => versionIn(path.join(one, sdk, "package.json")));
  return versions.find((version) => version !== undefined) ?? versionIn(resolveManifest(resolve));
}

/** Yarn has packages in no folder. */
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
