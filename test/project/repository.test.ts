import { readFileSync } from "node:fs";
import path from "node:path";
import { repositoryRoot } from "../../tools/repository.ts";
import { committedFiles } from "./committed-files.ts";

const root = repositoryRoot();

describe("the repository", () => {
  it("has a lock file without a registry's address", () => {
    const lock = JSON.parse(readFileSync(path.join(root, "package-lock.json"), "utf8")) as {
      packages: Record<string, { resolved?: string; link?: boolean }>;
    };
    const bound = Object.entries(lock.packages).filter(([, { resolved, link }]) => resolved && !link);
    expect(bound.map(([name]) => name)).toEqual([]);
  });

  it("contains no path of the machine that it was written on", () => {
    // Joined from parts, so that this file does not contain them either.
    const folders = [
      ["", "work", ""].join("/"),
      ["..", "shared"].join("/"),
      `${path.dirname(root)}${path.sep}`,
    ];
    const guilty = committedFiles().filter((file) => {
      const text = readFileSync(path.join(root, file), "utf8");
      return folders.some((folder) => folder.length > 1 && text.includes(folder));
    });
    expect(guilty).toEqual([]);
  });
});
