import path from "node:path";
import { textOf } from "./read-files";

/** The used settings of a Pulumi.yaml. */
export interface ProjectFile {
  /** The language: `nodejs`, `python`, `yaml` and so on. */
  readonly runtime: string;
  /** The folder, or that of `main`. */
  readonly programFolder: string;
  /** The absolute path in `plugins.providers` for `plivo`. */
  readonly pluginFolder: string | undefined;
  /** Whether it has a pluginDownloadURL. */
  readonly namesDownload: boolean;
}

/** Undefined if the folder has no Pulumi.yaml. */
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

/** Whether the program can also use the dynamic form. */
export function isOfNode({ runtime }: ProjectFile): boolean {
  return ["nodejs", "bun"].includes(runtime);
}

/** The value of a top-level key: the rest of its line and the indented lines below, without comments. */
function section(text: string, key: string): string {
  const lines = text.split("\n").map((line) => line.replace(/(?:^|\s)#.*$/, "").trimEnd());
  const start = lines.findIndex((line) => line.startsWith(`${key}:`));
  if (start === -1) return "";
  const below = lines.slice(start + 1);
  const end = below.findIndex((line) => /^[^\s-]/.test(line));
  const first = lines[start]?.slice(key.length + 1) ?? "";
  return [first, ...(end === -1 ? below : below.slice(0, end))].join("\n");
}
