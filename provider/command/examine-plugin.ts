import { globSync } from "node:fs";
import path from "node:path";
import { version as packageVersion } from "../plivo/user-agent";
import { findPlugins, pluginIn, pluginName, type FoundPlugin } from "./find-plugin";
import { note, ok, problem, type Finding } from "./findings";
import type { Io } from "./io";
import { isOfNode, readProjectFile } from "./project-file";
import { textOf } from "./read-files";

const subject = "plugin";

const install =
  `run \`npm install ${pluginName}@${packageVersion}\`, and add to Pulumi.yaml: ` +
  "`plugins: { providers: [{ name: plivo, path: node_modules/.bin }] }`";

/** The native plugin, if the program in the folder needs it; else no finding. Runs no code of that folder. */
export function examinePlugin(io: Pick<Io, "environment" | "folder">): Finding[] {
  const project = readProjectFile(io.folder);
  if (project === undefined) return [];
  const { pluginFolder } = project;
  const imports = isOfNode(project) && importsNative(project.programFolder);
  if (isOfNode(project) && !imports && pluginFolder === undefined) return [];
  if (pluginFolder !== undefined) {
    const found = pluginIn(pluginFolder);
    if (found !== undefined) return [versionFinding(found, imports)];
    const text = `Pulumi.yaml names ${pluginFolder}, which has no executable ${pluginName}: run \`npm install ${pluginName}@${packageVersion}\`.`;
    return [problem(subject, text)];
  }
  const found = findPlugins(io);
  const best = found.find(({ version }) => version === packageVersion) ?? found.at(-1);
  if (best !== undefined) return [versionFinding(best, imports)];
  return [
    problem(subject, `this program needs the native plugin, and there is no ${pluginName}: ${install}.`),
  ];
}

/** The classes of the package ask the engine for the plugin of their own version. */
function versionFinding({ folder, version }: FoundPlugin, imports: boolean): Finding {
  const place = `${pluginName} in ${folder}`;
  if (version === packageVersion) return ok(subject, `${version}, ${place}`);
  if (version === undefined) return note(subject, `${place}; nothing there says its version`);
  const text = `${version}, ${place}, is not of this package's version: install ${pluginName} ${packageVersion}.`;
  return imports ? problem(subject, text) : note(subject, text);
}

/** Whether a file of the program loads the classes of the native form. */
function importsNative(folder: string): boolean {
  const exclude = (name: string) => name === "node_modules" || name.startsWith(".");
  const files = globSync("**/*.{ts,mts,cts,js,mjs,cjs}", { cwd: folder, exclude });
  return files.some((file) => /["']pulumi-plivo-masking\/native["']/.test(textOf(path.join(folder, file))));
}
