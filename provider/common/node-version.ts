import { ProviderError } from "./errors";

/** The oldest Node that the dependencies run on: `engines` in package.json says the same. */
export const floor = { major: 22, minor: 19 };

/** This Node is too old. */
export class NodeVersionError extends ProviderError {
  readonly code = "PLIVO_NODE_TOO_OLD";
  constructor(version: string, executable: string) {
    super(
      `pulumi-plivo-masking needs Node ${String(floor.major)}.${String(floor.minor)} or newer, but runs on Node ${version} ` +
        `(${executable}). Install a newer Node, and check that \`node --version\` shows it here.`,
    );
  }
}

/** The error of a Node that is too old; undefined: it is new enough. */
export function nodeVersionError(version: string, executable: string): NodeVersionError | undefined {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const isNewEnough = major > floor.major || (major === floor.major && minor >= floor.minor);
  return isNewEnough ? undefined : new NodeVersionError(version, executable);
}
