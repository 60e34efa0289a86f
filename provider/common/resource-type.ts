/**
 * The type of a session in the dynamic form, by which Pulumi finds the dynamic provider. Frozen: every state
 * has it.
 */
export const resourceType = "pulumi-nodejs:dynamic/plivo:MaskingSession";

/**
 * The input that passes the resource's name to `check`, which removes it: no state and no diff has it.
 * (`__name` belongs to the SDK.)
 */
export const nameInput = "__resourceName";

/**
 * The value of `__provider`, from which Pulumi's host loads the provider. Constant, so that a release or a
 * bundler is never a change. Short, because a state holds it twice for each resource. Frozen: every state has
 * it.
 */
export const providerText = 'exports.handler=()=>require("pulumi-plivo-masking/provider")';

/** The type of a session in the native plugin. */
export const nativeResourceType = "plivo:index:MaskingSession";

/** The types of a session in a state, in both forms. */
export const sessionTypes: readonly string[] = [resourceType, nativeResourceType];
