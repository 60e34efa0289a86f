import { SdkMissingError } from "./sdk-missing";

// The index imports this file first, because Node's own error would name a file of this package and no
// remedy. It loads the SDK instead of resolving it, because a bundle that contains the SDK cannot resolve it.
try {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import's failure cannot be caught
  require("@pulumi/pulumi") as typeof import("@pulumi/pulumi");
} catch (error) {
  throw isMissing(error) ? new SdkMissingError() : error;
}

/** Whether the SDK itself is missing, not a package that it needs. */
function isMissing(error: unknown): boolean {
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
  return code === "MODULE_NOT_FOUND" && String(message).includes("'@pulumi/pulumi'");
}
