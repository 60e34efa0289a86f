import { symlink } from "node:fs/promises";
import path from "node:path";
import { repositoryRoot } from "../repository.ts";

/** File name of the program through which the engine starts dynamic providers of Node. A release of the CLI holds it. */
export const providerHost = `pulumi-resource-pulumi-nodejs${process.platform === "win32" ? ".cmd" : ""}`;

/** The SDK's folder, in which it ships that program. */
export function sdkFolder(root: string = repositoryRoot()): string {
  return path.join(root, "node_modules", "@pulumi", "pulumi");
}

/** Puts the SDK's program beside a CLI in `folder` that was built without it. */
export async function linkProviderHost(folder: string, root: string): Promise<void> {
  const target = path.relative(folder, path.join(sdkFolder(root), providerHost));
  await symlink(target, path.join(folder, providerHost)).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  });
}
