import type * as pulumi from "@pulumi/pulumi";
import type { Arguments, NamesOf } from "../session/fields";

type NativeInputs = Arguments<NamesOf<{ readonly dynamicOnly: false }>>;

/**
 * The arguments of a native masking session: those of the dynamic form without `account` and
 * `adoptSessionUuid`, which explicit providers and Pulumi's own import replace, and with `refresh`.
 */
export type NativeSessionArgs = {
  [Name in keyof NativeInputs]?: pulumi.Input<NativeInputs[Name] | undefined>;
} & {
  /**
   * Whether the engine reads the session before each preview and update, for sessions that others change or
   * extend. One request each. Default: false. An argument of this provider: never sent.
   */
  refresh?: pulumi.Input<boolean | undefined>;
};

/** Every argument is an output, as declared. */
export type NativeOutputs = {
  readonly [Name in keyof NativeSessionArgs]-?: pulumi.Output<pulumi.Unwrap<NativeSessionArgs[Name]>>;
};

/** The settings of one provider. They win over the environment and the stack's configuration. */
export interface ProviderArgs {
  /** The account's auth ID. Set it together with `authToken`. A change replaces the provider and its sessions. */
  authId?: pulumi.Input<string | undefined>;
  /** The account's auth token. Secret. */
  authToken?: pulumi.Input<string | undefined>;
  /** What stands before `/v1` in the API's address. Default: PLIVO_ENDPOINT, else Plivo's own. */
  endpoint?: pulumi.Input<string | undefined>;
  /** What a create does if a live session already matches: `create`, `adopt` or `fail`. Default: `create`. */
  ifExists?: pulumi.Input<"create" | "adopt" | "fail" | undefined>;
  /** Requests per second, from 0.2 to 60. Default: 60. Each provider counts its own. */
  requestsPerSecond?: pulumi.Input<number | undefined>;
}
