import path from "node:path";
import { textOf } from "./read-files";

/** What a program's Pulumi.yaml says of how it is run. */
export interface ProjectFile {
  /** The language host's name: `nodejs`, `python`, `yaml` and so on. */
  readonly runtime: string;
  /** Where the program is: the folder, or what `main` gives. */
  readonly programFolder: string;
  /** The folder that `plugins.providers` gives for `plivo`, in full. */
  readonly pluginFolder: string | undefined;
  /** Whether a resource or provider in it says where Pulumi downloads the plugin. */
  readonly namesDownload: boolean;
}

/** Undefined: no program is in that folder. */
export function readProjectFile(folder: string): ProjectFile | undefined {
  const text = ["Pulumi.yaml", "Pulumi.yml"].map((name) => textOf(path.join(folder, name))).find(Boolean);
  if (text === undefined) return undefined;
  const runtime = section(text, "runtime");
  const [, name] =
    /^\s*["']?([\w-]+)["']?\s*$/m.exec(runtime) ?? /\bname:\s*["']?([\w-]+)/.exec(runtime) ?? [];
  const plugin = section(text, "plugins")
    .split(/^\s*-\s|[[,]\s*(?=\{)/m)
    .find((item) => /\bname:\s*["']?plivo["']?\s*(?:[,}\]]|$)/m.test(item));
  const [, place] = /\bpath:\s*["']?([^"',}\]\s]+)/.exec(plugin ?? "") ?? [];
  const [, main = "."] = /^\s*["']?([^"'\n]+)/.exec(section(text, "main")) ?? [];
  return {
    runtime: name ?? "nodejs",
    programFolder: path.resolve(folder, path.extname(main) === "" ? main : path.dirname(main)),
    pluginFolder: place === undefined ? undefined : path.resolve(folder, place),
    namesDownload: /^\s+pluginDownloadURL:/m.test(text),
  };
}

/** Whether the program is one of Node, for which the dynamic form is there too. */
export function isOfNode({ runtime }: ProjectFile): boolean {
  return ["nodejs", "bun"].includes(runtime);
}

/** What a key of the first level has: the rest of its line, and the indented lines below it, without comments. */
function section(text: string, key: string): string {
  const lines = text.split("\n").map((line) => line.replace(/(?:^|\s)#.*$/, "").trimEnd());
  const start = lines.findIndex((line) => line.startsWith(`${key}:`));
  if (start === -1) return "";
  const below = lines.slice(start + 1);
  const end = below.findIndex((line) => /^[^\s-]/.test(line));
  const first = lines[start]?.slice(key.length + 1) ?? "";
  return [first, ...(end === -1 ? below : below.slice(0, end))].join("\n");
}
