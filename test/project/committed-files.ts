import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { repositoryRoot } from "../../tools/repository.ts";

/** Files that git has or would add, so that a fault is found before the commit. */
export function committedFiles(): string[] {
  const root = repositoryRoot();
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: root,
    encoding: "utf8",
  });
  return listed.split("\0").filter((file) => file !== "" && existsSync(path.join(root, file)));
}
