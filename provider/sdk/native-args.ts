import type * as pulumi from "@pulumi/pulumi";
import type { Arguments, NamesOf } from "../session/fields";

type NativeInputs = Arguments<NamesOf<{ readonly dynamicOnly: false }>>;

/**
 * The arguments of a native masking session: those of the dynamic form, and `refresh`. Explicit providers
 * replace `account`, and Pulumi's import replaces `adoptSessionUuid`.
 */
export type NativeSessionArgs = {
  [Name in keyof NativeInputs]?: pulumi.Input<NativeInputs[Name] | undefined>;
} & {
  /**
   * Whether the engine reads the session before each preview and update.
   *
   * Use it if others change or extend the session; each read is one request. Default: false. Not sent to
   * Plivo.
   */
  refresh?: pulumi.Input<boolean | undefined>;
};

/** Each argument as an output. */
export type NativeOutputs = {
  readonly [Name in keyof NativeSessionArgs]-?: pulumi.Output<pulumi.Unwrap<NativeSessionArgs[Name]>>;
};

/** The settings of an explicit provider. They win over the environment and the stack's configuration. */
export interface ProviderArgs {
  /**
   * The account's auth ID. Set it together with `authToken`. A change replaces the provider and its sessions.
   */
  authId?: pulumi.Input<string | undefined>;
  /** The account's auth token. Secret. */
  authToken?: pulumi.Input<string | undefined>;
  /** The API's address, without `/v1`. Default: PLIVO_ENDPOINT, else Plivo's. */
  endpoint?: pulumi.Input<string | undefined>;
  /**
   * What to do on create if a live session already matches: `create`, `adopt` or `fail`. Default: `create`.
   */
  ifExists?: pulumi.Input<"create" | "adopt" | "fail" | undefined>;
  /** The maximum requests per second of this provider: 0.2 to 60. Default: 60. */
  requestsPerSecond?: pulumi.Input<number | undefined>;
}
