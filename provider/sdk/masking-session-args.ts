import type * as pulumi from "@pulumi/pulumi";
import type { SessionInputs } from "../session/fields";

/**
 * The arguments of a masking session: those of the create call in Plivo's document "Session API", in
 * camelCase and with its units, then this provider's own. What is not set is neither sent nor compared.
 */
export type MaskingSessionArgs = {
  [Name in keyof SessionInputs]?: pulumi.Input<SessionInputs[Name] | undefined>;
};

/** Every argument is an output, as declared. */
export type DeclaredOutputs = {
  readonly [Name in keyof SessionInputs]-?: pulumi.Output<SessionInputs[Name] | undefined>;
};
