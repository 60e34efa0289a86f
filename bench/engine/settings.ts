import type { RivalName } from "../rivals/index.ts";

/** What the process of one operation is told. */
export interface OperationSettings {
  /** Absolute path of the CLI. */
  readonly cli: string;
  /** Where the stack lies. */
  readonly folder: string;
  readonly rival: RivalName;
  /** Sessions that the program declares. */
  readonly size: number;
  /** Whether one of them, in the middle, is declared otherwise than before. */
  readonly changed: boolean;
  readonly operation: "preview" | "up" | "refresh" | "destroy";
  /** Whether a killed operation's lock is taken away first, which counts as a part of the operation. */
  readonly cancel: boolean;
  /** Resources at once. Default: the engine's, 4 for each processor. */
  readonly parallel?: number;
  /** The variables of the engine and of the rival. */
  readonly environment: Readonly<Record<string, string>>;
}

/** What it tells. */
export type OperationReport =
  | { readonly kind: "started" }
  | { readonly kind: "ended"; readonly seconds: number; readonly printed: string };
