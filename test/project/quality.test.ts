import { readFileSync } from "node:fs";
import path from "node:path";
import { repositoryRoot } from "../../tools/repository.ts";
import { committedFiles } from "./committed-files.ts";
import { runTool } from "./run-tool.ts";

const root = repositoryRoot();

async function complaints(tool: string, parameters: string[]): Promise<string> {
  const { exitCode, output } = await runTool(tool, parameters);
  return exitCode === 0 ? "" : output;
}

describe("the source tree", () => {
  test("is formatted by prettier", async () => {
    expect(await complaints("prettier", ["--check", "."])).toBe("");
  });

  test("passes the strict lint rules", async () => {
    expect(await complaints("eslint", ["--max-warnings", "0", "."])).toBe("");
  });

  test("passes the type check", async () => {
    expect(await complaints("tsc", ["-p", "tsconfig.json", "--noEmit"])).toBe("");
  });

  test("passes the type check of the emulator's console, which is written for browsers", async () => {
    expect(await complaints("tsc", ["-p", "emulator/console/tsconfig.json", "--noEmit"])).toBe("");
  });

  test("imports only in the allowed directions", async () => {
    const folders = ["provider", "emulator", "examples", "tools", "test", "bench"];
    expect(await complaints("depcruise", ["--config", ".dependency-cruiser.cjs", ...folders])).toBe("");
  });

  test("has a lock file that binds nobody to a registry", () => {
    const lock = JSON.parse(readFileSync(path.join(root, "package-lock.json"), "utf8")) as {
      packages: Record<string, { resolved?: string; link?: boolean }>;
    };
    const bound = Object.entries(lock.packages).filter(([, { resolved, link }]) => resolved && !link);
    expect(bound.map(([name]) => name)).toEqual([]);
  });

  test("names no folder of the machine that it was written on", () => {
    // Put together from parts, so that this file does not name them either.
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
