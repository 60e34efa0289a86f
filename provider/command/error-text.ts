import { messageFor } from "../accounts/next-steps";
import { ProviderError } from "../common/errors";
import { errorEntryAddress, projectAddress } from "../common/project-address";

/** An error as scripts read it. */
export interface ErrorJson {
  readonly code: string;
  readonly message: string;
  /** Of its entry in the errors page; for a mistake of ours, of the page where to report it. */
  readonly address: string;
}

export function errorJson(error: unknown): ErrorJson {
  if (error instanceof ProviderError) {
    const { code } = error;
    return { code, message: messageFor("command", error), address: errorEntryAddress(code) };
  }
  const text = error instanceof Error ? error.message : String(error);
  const message = `${text}. This is a mistake in pulumi-plivo-masking: please report it.`;
  return { code: "UNEXPECTED", message, address: `${projectAddress}/issues` };
}

/** An error as people read it, on one line: its message, its code, and where more is said of it. */
export function errorText(error: unknown): string {
  const { code, message, address } = errorJson(error);
  return `${message} [${code}: ${address}]`;
}
