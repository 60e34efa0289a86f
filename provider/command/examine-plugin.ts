import { globSync } from "node:fs";
import path from "node:path";
import { projectAddress } from "../common/project-address";
import { version as packageVersion } from "../plivo/user-agent";
import { findPlugins, pluginIn, pluginName, type FoundPlugin } from "./find-plugin";
import { note, ok, problem, type Finding } from "./findings";
import type { Io } from "./io";
import { isOfNode, readProjectFile, type ProjectFile } from "./project-file";
import { textOf } from "./read-files";

const subject = "plugin";

const install =
  `run \`npm install ${pluginName}@${packageVersion}\`, and add to Pulumi.yaml: ` +
  "`plugins: { providers: [{ name: plivo, path: node_modules/.bin }] }`";

/** The form in which Pulumi addresses a release on GitHub. */
const releases = projectAddress.replace("https://github.com/", "github://api.github.com/");
const download = `run \`pulumi plugin install resource plivo ${packageVersion} --server ${releases}\``;

/** Checks the native plugin if the folder's program needs it. Runs no code of that folder. */
export function examinePlugin(io: Pick<Io, "environment" | "folder">): Finding[] {
  const project = readProjectFile(io.folder);
  if (project === undefined) return [];
  const { pluginFolder } = project;
  const imports = isOfNode(project) && importsNative(project.programFolder);
  if (isOfNode(project) && !imports && pluginFolder === undefined) return [];
  if (pluginFolder !== undefined) {
    const found = pluginIn(pluginFolder);
    if (found !== undefined) return [versionFinding(found, imports)];
    const text =
      `the plugin folder in Pulumi.yaml, ${pluginFolder}, has no executable ${pluginName}: ` +
      `run \`npm install ${pluginName}@${packageVersion}\`.`;
    return [problem(subject, text)];
  }
  const found = findPlugins(io);
  const best = found.find(({ version }) => version === packageVersion) ?? found.at(-1);
  if (best !== undefined) return [versionFinding(best, imports)];
  return [missingPlugin(project)];
}

function missingPlugin(project: ProjectFile): Finding {
  const needed = `this program needs the native plugin, and there is no ${pluginName}`;
  if (isOfNode(project)) return problem(subject, `${needed}: ${install}.`);
  // A YAML program has no package that contains a pluginDownloadURL.
  if (project.runtime === "yaml" && !project.namesDownload)
    return problem(subject, `${needed}: ${download}.`);
  return note(
    subject,
    `there is no ${pluginName} yet: Pulumi downloads it in the next operation. ` +
      `To have it before that, ${download}.`,
  );
}

/** The package's native classes request the plugin of their own version. */
function versionFinding({ folder, version }: FoundPlugin, imports: boolean): Finding {
  const place = `${pluginName} in ${folder}`;
  if (version === packageVersion) return ok(subject, `${version}, ${place}`);
  if (version === undefined) return note(subject, `${place}, of unknown version`);
  const remedy = `install ${pluginName} ${packageVersion}`;
  const text = `${version}, ${place}, differs from this package's version: ${remedy}.`;
  return imports ? problem(subject, text) : note(subject, text);
}

/** Whether a file of the program imports the native classes. */
function importsNative(folder: string): boolean {
  const exclude = (name: string) => name === "node_modules" || name.startsWith(".");
  const files = globSync("**/*.{ts,mts,cts,js,mjs,cjs}", { cwd: folder, exclude });
  return files.some((file) => /["']pulumi-plivo-masking\/native["']/.test(textOf(path.join(folder, file))));
}
