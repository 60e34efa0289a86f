/**
 * The type by which Pulumi finds a dynamic provider, and that every session's record in a state has. Frozen.
 */
export const resourceType = "pulumi-nodejs:dynamic/plivo:MaskingSession";

/**
 * The input by which the class tells `check` the resource's name. `check` takes it out again, so that neither
 * a state nor a difference ever has it. (`__name` is a property of the SDK's own.)
 */
export const nameInput = "__resourceName";

/**
 * The whole of `__provider`, the text from which Pulumi's host loads the provider: constant, so that no
 * release and no bundler ever shows as a change, and small, since the state holds it twice for each resource.
 * Frozen: every state has it.
 */
export const providerText = 'exports.handler=()=>require("pulumi-plivo-masking/provider")';

/** The type of a session in the native plugin. */
export const nativeResourceType = "plivo:index:MaskingSession";

/** The types of a session in a state: of the dynamic form, and of the native one. */
export const sessionTypes: readonly string[] = [resourceType, nativeResourceType];
