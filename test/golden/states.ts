import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { EngineStack } from "../../tools/engine/index.ts";
import { repositoryRoot } from "../../tools/repository.ts";
import type { StoredSession } from "../support/stored.ts";

/** A stack's state as `pulumi stack export` prints it. */
export type ExportedState = Omit<Awaited<ReturnType<EngineStack["exportState"]>>, "deployment"> & {
  deployment: { resources?: (StoredSession & { sourcePosition?: unknown; stackTrace?: unknown })[] };
};

/** Decrypts the secrets of the golden states. */
export const passphrase = "the passphrase of the golden states";

const folder = path.join(repositoryRoot(), "test", "golden");

/** The golden state of a version. */
export function goldenFile(version: string): string {
  return path.join(folder, `${version}.json`);
}

/** The versions with a golden state. */
export function goldenVersions(): string[] {
  const files = readdirSync(folder).filter((file) => file.endsWith(".json"));
  return files.map((file) => path.basename(file, ".json"));
}

export function goldenText(version: string): string {
  return readFileSync(goldenFile(version), "utf8");
}

export function sessionsIn({ deployment }: ExportedState): StoredSession[] {
  const { resources = [] } = deployment;
  return resources.filter(({ type }) => type === "pulumi-nodejs:dynamic/plivo:MaskingSession");
}
