import { createRequire } from "node:module";
import path from "node:path";
import type { DeclaredSession } from "./session.ts";

export type RivalName = "masking" | "closure" | "one-line" | "sdk";

interface Rival {
  /** Registers one resource. */
  readonly declare: (name: string, args: DeclaredSession) => void;
}

const require = createRequire(import.meta.url);

/** Loads a rival, and none of the others. */
export async function loadRival(name: RivalName): Promise<Rival> {
  return name === "masking" ? import("./masking.ts") : (require(`./${name}.cjs`) as Rival);
}

/** The text by which states name this provider. */
export const providerText = 'exports.handler=()=>require("pulumi-plivo-masking/provider")';

/** The text by which states name the no-op's module. */
export function oneLineText(): string {
  return (require("./one-line.cjs") as { providerText: string }).providerText;
}

/** The module that this text names. */
export const noOpModule = path.join(import.meta.dirname, "no-op.cjs");

const plainHttps = path.join(import.meta.dirname, "plain-https.cjs");

/** What leads Plivo's SDK, in whichever process of Node, to the emulator. */
export const sdkEnvironment = { NODE_OPTIONS: `--require ${JSON.stringify(plainHttps)}` };
