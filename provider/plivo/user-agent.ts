import { createRequire } from "node:module";

// The package refers to itself, since its sources and its build lie at different depths.
const { version } = createRequire(__filename)("pulumi-plivo-masking/package.json") as { version: string };

/** What requests call themselves. */
export const userAgent = `pulumi-plivo-masking/${version}`;
