/**
 * The type by which Pulumi finds a dynamic provider, and that every session's record in a state has. Frozen.
 */
export const resourceType = "pulumi-nodejs:dynamic/plivo:MaskingSession";

/**
 * The input by which the class tells `check` the resource's name. `check` takes it out again, so that neither
 * a state nor a difference ever has it. (`__name` is a property of the SDK's own.)
 */
export const nameInput = "__resourceName";
