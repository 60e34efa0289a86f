import { createRequire } from "node:module";
import path from "node:path";

/** The arguments of one session, the same for every rival. */
export interface DeclaredSession {
  readonly firstParty: string;
  readonly secondParty: string;
  /** Seconds. */
  readonly sessionExpiry: number;
  /** Seconds. */
  readonly ringTimeout: number;
}

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

/** The text by which states name the no-op's module. */
export function oneLineText(): string {
  return (require("./one-line.cjs") as { providerText: string }).providerText;
}

/** The module that this text names. */
export const noOpModule = path.join(import.meta.dirname, "no-op.cjs");

const plainHttps = path.join(import.meta.dirname, "plain-https.cjs");

/** What leads Plivo's SDK, in whichever process of Node, to the emulator. */
export const sdkEnvironment = { NODE_OPTIONS: `--require ${JSON.stringify(plainHttps)}` };

/** The session of this index, whose parties no other has: numbers that are reserved for fiction, 100 for each area code. */
export function declaredSession(index: number, ringTimeout: number): DeclaredSession {
  const area = Math.floor(index / 100);
  const line = String(index % 100).padStart(2, "0");
  return {
    firstParty: `+1${200 + area}55501${line}`,
    secondParty: `+1${500 + area}55501${line}`,
    sessionExpiry: 86_400,
    ringTimeout,
  };
}
