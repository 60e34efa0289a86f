import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { repositoryRoot } from "../../tools/repository.ts";

/** A folder in this checkout's cache with a fake Go command. */
export interface FakeGo {
  at(...names: string[]): string;
  /** Writes the Go command. @returns its path. */
  script(...lines: string[]): Promise<string>;
}

/** Creates a folder for each test of the file. */
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
