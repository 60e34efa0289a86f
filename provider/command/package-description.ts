import { createRequire } from "node:module";

/** The part of package.json that the command needs. */
interface PackageDescription {
  readonly version: string;
  readonly engines: { readonly node: string };
  readonly peerDependencies: { readonly "@pulumi/pulumi": string };
}

// The package refers to itself, since its sources and its build lie at different depths.
export const packageDescription = createRequire(__filename)(
  "pulumi-plivo-masking/package.json",
) as PackageDescription;
