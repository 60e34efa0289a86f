import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { repositoryRoot } from "../../tools/repository.ts";

/** A folder in this checkout's cache for each test of the file, for fake commands. */
export function fakeCommands() {
  let folder: string;
  beforeEach(async () => {
    const parent = path.join(repositoryRoot(), ".cache");
    await mkdir(parent, { recursive: true });
    folder = await mkdtemp(path.join(parent, "commands-"));
  });
  afterEach(() => rm(folder, { recursive: true }));
  const at = (...names: string[]) => path.join(folder, ...names);
  return {
    at,
    /** Writes a shell script. @returns its path. */
    async script(file: string, ...lines: string[]): Promise<string> {
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, ["#!/bin/sh", ...lines, ""].join("\n"));
      await chmod(file, 0o755);
      return file;
    },
  };
}

/** The lines of a fake `go build ... -o FILE PACKAGE`, which writes this script and logs the package. */
export const fakeBuild = (log: string, script: string): string[] => [
  `for last; do :; done; echo "$last" >> ${log}`,
  "sleep 0.3",
  'while [ "$1" != -o ]; do shift; done',
  `printf '#!/bin/sh\\n${script}\\n' > "$2"`,
  'chmod +x "$2"',
];
