import { messageFor } from "../accounts/next-steps";
import { ProviderError } from "../common/errors";
import { errorEntryAddress, projectAddress } from "../common/project-address";

/** An error for scripts. */
export interface ErrorJson {
  readonly code: string;
  readonly message: string;
  /** The entry on the errors page; for a bug, the page to report it. */
  readonly address: string;
}

export function errorJson(error: unknown): ErrorJson {
  if (error instanceof ProviderError) {
    const { code } = error;
    return { code, message: messageFor("command", error), address: errorEntryAddress(code) };
  }
  const text = error instanceof Error ? error.message : String(error);
  const message = `${text}. This is a bug in pulumi-plivo-masking: please report it.`;
  return { code: "UNEXPECTED", message, address: `${projectAddress}/issues` };
}

/** An error for people, on one line: message, code and the address of its entry. */
export function errorText(error: unknown): string {
  const { code, message, address } = errorJson(error);
  return `${message} [${code}: ${address}]`;
}
