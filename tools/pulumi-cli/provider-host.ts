import { symlink } from "node:fs/promises";
import path from "node:path";
import { repositoryRoot } from "../repository.ts";

/** The program with which the engine starts dynamic Node providers. Releases of the CLI contain it. */
export const providerHost = `pulumi-resource-pulumi-nodejs${process.platform === "win32" ? ".cmd" : ""}`;

export function sdkFolder(root: string = repositoryRoot()): string {
  return path.join(root, "node_modules", "@pulumi", "pulumi");
}

/** Links the SDK's program next to a CLI that was built without it. */
export async function linkProviderHost(folder: string, root: string): Promise<void> {
  const target = path.relative(folder, path.join(sdkFolder(root), providerHost));
  await symlink(target, path.join(folder, providerHost)).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  });
}
