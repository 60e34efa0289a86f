/**
 * This package's version. A constant, because a bundle has no package.json. A test compares them.
 */
export const version = "0.1.0";

/** The User-Agent of all requests. */
export const userAgent = `pulumi-plivo-masking/${version}`;
