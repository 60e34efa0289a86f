import type { EngineEvent, PropertyDiff, UpOptions } from "@pulumi/pulumi/automation/index.js";

/** A Pulumi program: it registers resources and returns the stack's outputs. */
export type Program = () => Promise<Record<string, unknown> | undefined> | Promise<void>;

export interface StackSettings {
  program: Program;
  /** The only PLIVO_ and PULUMI_ variables that the program, the engine and the provider's process see. */
  environment: Record<string, string>;
  /** The stack's name. Default "dev". */
  name?: string;
  /** The project's name. Default "masking". */
  project?: string | undefined;
  /**
   * A folder from which @pulumi/pulumi and pulumi-plivo-masking resolve; the stack's own folder is made in
   * `.cache/engine` below it. Default: the repository's root.
   */
  directory?: string;
  /** A stack whose folder and backend this one shares, as several stacks of a project do; its `remove()` ends both. */
  beside?: { readonly folder: string };
  /** URL of the state backend, such as "postgres://...". Default: files in the stack's folder. */
  backend?: string | undefined;
  /** Resources that the state begins with, secrets encrypted; for a state in files alone. Default none. */
  resources?: readonly object[] | undefined;
  /** Stack config by full key, such as "plivo:authId". */
  config?: Record<string, ConfigEntry> | undefined;
}

/** One value of stack config; a secret one is encrypted in the stack's config file. */
export interface ConfigEntry {
  value: string;
  secret?: boolean;
}

/** What one operation did, or in a preview would do, to one resource. The stack and the providers are left out. */
export interface ResourceStep {
  urn: string;
  /** The resource's name in the program. */
  name: string;
  type: string;
  /** The engine's word: create, update, replace, delete, same, refresh, read ... */
  op: string;
  /** The resource's id before the step, or after it where there was none before. Empty while unknown. */
  id: string;
  /** The property names for which the provider demands a replacement. */
  replaceReasons: string[];
  /** The property names that differ. */
  diffReasons: string[];
  detailedDiff: Record<string, PropertyDiff>;
  failed: boolean;
}

/** A line of the engine, of the program or of the provider's process (severities "info" and "info#err"). */
export interface Diagnostic {
  severity: string;
  message: string;
  urn?: string;
}

/** The outcome of one run of the CLI. */
export interface Operation {
  /** False where the CLI ended with a failure; `text` and `diagnostics` then say why. */
  succeeded: boolean;
  /** The CLI's output as a person reads it, without colours; in a preview with `json`, the digest's text instead. */
  text: string;
  /** The engine's events in order, those of severity "debug" left out. */
  events: EngineEvent[];
  /** One entry a resource, in the engine's order; a replacement is one step. */
  steps: ResourceStep[];
  diagnostics: Diagnostic[];
  /** Resources by operation, the stack counted as one. */
  changes: Record<string, number>;
  /** The stack's outputs, secret ones as "[secret]". Empty where the program did not run. */
  outputs: Record<string, unknown>;
  /** The digest of `pulumi preview --json`; only of a preview with `json`. */
  json?: PreviewDigest;
}

/** What `pulumi preview --json` prints, as CI reads it. */
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

/** Those of every operation; each with its default in the Automation API. */
export type OperationOptions = Pick<
  UpOptions,
  "target" | "refresh" | "diff" | "expectNoChanges" | "runProgram" | "parallel"
>;

export type UpdateOptions = OperationOptions &
  Pick<UpOptions, "replace" | "plan" | "policyPacks" | "policyPackConfigs">;

export type PreviewOptions = UpdateOptions & {
  /** Ask for the JSON digest instead of text. Default false. */
  json?: boolean;
};
