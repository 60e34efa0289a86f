import { symlink } from "node:fs/promises";
import path from "node:path";
import { repositoryRoot } from "../repository.ts";

/** The program with which the engine starts dynamic Node providers. Releases of the CLI contain it. */
export const providerHost = `pulumi-resource-pulumi-nodejs${process.platform === "win32" ? ".cmd" : ""}`;

export const sdkFolder = path.join(repositoryRoot(), "node_modules", "@pulumi", "pulumi");

/** Links the SDK's program next to a CLI that was built without it. */
export async function linkProviderHost(folder: string): Promise<void> {
  const target = path.relative(folder, path.join(sdkFolder, providerHost));
  await symlink(target, path.join(folder, providerHost)).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  });
}
