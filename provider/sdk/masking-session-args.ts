import type * as pulumi from "@pulumi/pulumi";
import type { SessionInputs } from "../session/fields";

/**
 * The arguments of a masking session: those of Plivo's create call, in camelCase and in its units, then this
 * provider's own. The provider neither sends nor compares an argument that is not set.
 */
export type MaskingSessionArgs = {
  [Name in keyof SessionInputs]?: pulumi.Input<SessionInputs[Name] | undefined>;
};

/** Each argument as an output. */
export type DeclaredOutputs = {
  readonly [Name in keyof SessionInputs]-?: pulumi.Output<SessionInputs[Name] | undefined>;
};
