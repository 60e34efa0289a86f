import { errorEntryAddress } from "./project-address";
import { visible } from "./visible";

/** An error's code and the address of its entry in the errors page, shown after its message. */
export function codeAndAddress(code: string): string {
  return `${code}: ${errorEntryAddress(code)}`;
}

/**
 * The base of every error that this package throws.
 *
 * Compare errors by `code`. It is a string, because Pulumi's host reads a numeric `code` as a gRPC status. No
 * error has an `id`, which the host reads as "created, but failed to initialize".
 *
 * The message is one line. Characters that a terminal or a CI log would act on are escaped, because a message
 * can quote an API's response or a state. The stack has no frames: they do not help the user.
 */
export abstract class ProviderError extends Error {
  /** What went wrong, as a constant such as `PLIVO_NOT_FOUND`; never a number. */
  abstract readonly code: string;

  constructor(message: string, options?: { readonly cause?: unknown }) {
    super(visible(message), options);
    this.name = new.target.name;
    // A getter, because a subclass sets its code after this constructor.
    const stack = () => `${this.name}: ${this.message}\n    ${codeAndAddress(this.code)}`;
    Object.defineProperty(this, "stack", { get: stack, configurable: true });
  }
}
