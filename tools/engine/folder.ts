import { mkdir, mkdtemp } from "node:fs/promises";
import path from "node:path";
import { repositoryRoot } from "../repository.ts";
import type { StackSettings } from "./types.ts";

/** Creates the folder of a new stack with an empty backend, or returns the folder of `beside`. */
export async function createStackFolder({ beside }: Pick<StackSettings, "beside"> = {}): Promise<string> {
  if (beside !== undefined) return beside.folder;
  const parent = path.join(repositoryRoot(), ".cache", "engine");
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(path.join(parent, "stack-"));
  await mkdir(path.join(folder, "backend"));
  return folder;
}
