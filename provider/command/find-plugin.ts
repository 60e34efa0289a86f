import { realpathSync } from "node:fs";
import path from "node:path";
import { asObject, asText, parseJson } from "../plivo/json";
import { executableIn, inPath } from "./find-pulumi";
import type { Io } from "./io";
import { namesIn, pulumiHome, textOf } from "./read-files";

export const pluginName = "pulumi-resource-plivo";

/** npm writes a `.cmd` on Windows. */
const fileNames = process.platform === "win32" ? [`${pluginName}.exe`, `${pluginName}.cmd`] : [pluginName];

/** An executable of the native plugin. */
export interface FoundPlugin {
  readonly folder: string;
  /** Undefined if only running the executable would tell. */
  readonly version: string | undefined;
}

/** The plugin in the folder of Pulumi.yaml. */
export function pluginIn(folder: string): FoundPlugin | undefined {
  const file = executableIn(folder, fileNames);
  return file === undefined ? undefined : { folder, version: versionOf(file) };
}

/**
 * The plugins that the engine finds without a folder in Pulumi.yaml: the one in PATH, or the installed ones.
 */
export function findPlugins(io: Pick<Io, "environment">): FoundPlugin[] {
  const file = inPath(io, fileNames);
  if (file !== undefined) return [{ folder: path.dirname(file), version: versionOf(file) }];
  const plugins = path.join(pulumiHome(io), "plugins");
  return namesIn(plugins).flatMap((name) => {
    const [, version] = /^resource-plivo-v(\d.*)$/.exec(name) ?? [];
    const folder = path.join(plugins, name);
    const isThere = version !== undefined && executableIn(folder, fileNames) !== undefined;
    return isThere ? [{ folder, version }] : [];
  });
}

/** Reads the version from the executable's npm package, and runs nothing. */
function versionOf(file: string): string | undefined {
  const manifests = [
    path.join(path.dirname(realpathSync(file)), "..", "package.json"),
    path.join(path.dirname(file), "..", pluginName, "package.json"),
  ];
  const found = manifests
    .map((manifest) => asObject(parseJson(textOf(manifest))))
    .find((manifest) => manifest?.["name"] === pluginName);
  return asText(found?.["version"]);
}
