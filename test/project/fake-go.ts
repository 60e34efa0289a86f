import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { repositoryRoot } from "../../tools/repository.ts";

/** A folder in this checkout's cache, and a stand-in for the Go command in it. */
export interface FakeGo {
  /** A path in the folder. */
  at(...names: string[]): string;
  /** Writes the Go command. @returns its path. */
  script(...lines: string[]): Promise<string>;
}

/** Gives each test of the file a folder of its own. */
export function fakeGo(): FakeGo {
  let folder: string;
  beforeEach(async () => {
    const parent = path.join(repositoryRoot(), ".cache");
    await mkdir(parent, { recursive: true });
    folder = await mkdtemp(path.join(parent, "go-test-"));
  });
  afterEach(() => rm(folder, { recursive: true }));
  const at = (...names: string[]) => path.join(folder, ...names);
  return {
    at,
    script: async (...lines) => {
      await writeFile(at("go"), ["#!/bin/sh", ...lines, ""].join("\n"));
      await chmod(at("go"), 0o755);
      return at("go");
    },
  };
}
