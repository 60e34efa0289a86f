import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

/** The text of all files below a folder with this suffix. */
export async function filesBelow(folder: string, ending: string): Promise<string> {
  const names = await readdir(folder, { recursive: true });
  const files = names.filter((name) => name.endsWith(ending));
  return (await Promise.all(files.map((name) => readFile(path.join(folder, name), "utf8")))).join("\n");
}
