/**
 * This package's version. A constant, because a bundle has no package.json to read: a test compares the two.
 */
export const version = "0.1.0";

/** What requests call themselves. */
export const userAgent = `pulumi-plivo-masking/${version}`;
