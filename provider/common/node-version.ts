import { ProviderError } from "./errors";

/** The oldest Node that the dependencies support, as in `engines` of package.json. */
export const minNodeVersion = { major: 22, minor: 19 };

/** This Node is too old. */
export class NodeVersionError extends ProviderError {
  readonly code = "PLIVO_NODE_TOO_OLD";
  constructor(version: string, executable: string) {
    super(
      `pulumi-plivo-masking needs Node ${String(minNodeVersion.major)}.${String(minNodeVersion.minor)} or newer, but runs on Node ${version} ` +
        `(${executable}). Install a newer Node, and check that \`node --version\` shows it here.`,
    );
  }
}

/** The error if a version of Node is too old. */
export function nodeVersionError(version: string, executable: string): NodeVersionError | undefined {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const isNewEnough =
    major > minNodeVersion.major || (major === minNodeVersion.major && minor >= minNodeVersion.minor);
  return isNewEnough ? undefined : new NodeVersionError(version, executable);
}
