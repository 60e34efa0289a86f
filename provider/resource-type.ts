/** The type by which Pulumi finds a dynamic provider, and that every session's record in a state has. Frozen. */
export const resourceType = "pulumi-nodejs:dynamic/plivo:MaskingSession";
