import type { EngineEvent, PropertyDiff, UpOptions } from "@pulumi/pulumi/automation/index.js";

/** A Pulumi program. It registers resources and returns the stack's outputs. */
export type Program = () => Promise<Record<string, unknown> | undefined> | Promise<void>;

export interface StackSettings {
  program: Program;
  /** All PLIVO_ and PULUMI_ variables for the program, the engine and the provider's process. */
  environment: Record<string, string>;
  name?: string;
  project?: string | undefined;
  /** A stack to share folder and backend with. Its `remove()` deletes both stacks. */
  beside?: { readonly folder: string };
  /** URL of the state backend, such as "postgres://...". Default: files in the stack's folder. */
  backend?: string | undefined;
  /** The initial resources, with encrypted secrets; only for a state in files. Default: none. */
  resources?: readonly object[] | undefined;
  /** Stack configuration by full key, such as "plivo:authId". */
  config?: Record<string, ConfigEntry> | undefined;
}

/** A value of stack configuration. A secret one is encrypted in the file. */
export interface ConfigEntry {
  value: string;
  secret?: boolean;
}

/** A step that an operation did, or that a preview would do. Stack and providers are omitted. */
export interface ResourceStep {
  urn: string;
  name: string;
  type: string;
  /** The engine's operation: create, update, replace, delete, same, refresh, read ... */
  op: string;
  /** The resource's ID before the step, or after it if there was none before. Empty while unknown. */
  id: string;
  /** The properties for which the provider requires a replacement. */
  replaceReasons: string[];
  diffReasons: string[];
  detailedDiff: Record<string, PropertyDiff>;
  failed: boolean;
}

/** A message of the engine, the program or the provider's process (severities "info" and "info#err"). */
export interface Diagnostic {
  severity: string;
  message: string;
  urn?: string;
}

export interface Operation {
  /** False if the CLI failed; see `text` and `diagnostics`. */
  succeeded: boolean;
  /** The CLI's output without colours. With `json`, the digest's text. */
  text: string;
  /** The engine's events in order, except those of severity "debug". */
  events: EngineEvent[];
  /** One entry for each resource, in the engine's order. A replacement is one step. */
  steps: ResourceStep[];
  diagnostics: Diagnostic[];
  /** Resources by operation, including the stack. */
  changes: Record<string, number>;
  /** The stack's outputs, secret ones as "[secret]". Empty if the program did not run. */
  outputs: Record<string, unknown>;
  /** The digest of `pulumi preview --json`. Only with `json`. */
  json?: PreviewDigest;
}

export interface PreviewDigest {
  steps?: DigestStep[];
  diagnostics?: Diagnostic[];
  changeSummary?: Record<string, number>;
}

export interface DigestStep {
  op: string;
  urn: string;
  replaceReasons?: string[];
  diffReasons?: string[];
  detailedDiff?: Record<string, { kind: string; inputDiff: boolean }>;
  oldState?: Record<string, unknown>;
  newState?: Record<string, unknown>;
}

export type OperationOptions = Pick<
  UpOptions,
  "target" | "refresh" | "diff" | "expectNoChanges" | "runProgram" | "parallel"
>;

export type UpdateOptions = OperationOptions &
  Pick<UpOptions, "replace" | "plan" | "policyPacks" | "policyPackConfigs">;

export type PreviewOptions = UpdateOptions & {
  /** Whether to print the JSON digest instead of text. Default false. */
  json?: boolean;
};
