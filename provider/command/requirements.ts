import { minNodeVersion } from "../common/node-version";

/** The oldest Node that `engines` in package.json allows. */
export const minNode = `${String(minNodeVersion.major)}.${String(minNodeVersion.minor)}`;

/** The versions of Pulumi's SDK that `peerDependencies` in package.json allows. */
export const sdkRange = ">=3.216.0 <4";

/** The oldest Pulumi CLI and SDK. */
export const minPulumi = "3.216.0";
