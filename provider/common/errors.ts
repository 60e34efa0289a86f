import { errorEntryAddress } from "./project-address";
import { visible } from "./visible";

/** What follows an error's message wherever a person sees it: its code, and the address of its entry in the errors page. */
export function codeAndAddress(code: string): string {
  return `${code}: ${errorEntryAddress(code)}`;
}

/**
 * The base of every error that this package throws.
 *
 * A caller tells errors apart by `code`, a string: Pulumi's host reads a numeric `code` as a gRPC status, and a
 * property named `id` as "created, but failed to initialize", so no error of this package has either.
 * A message is one line, in which whatever a terminal or a CI log would act on is escaped: it can quote an API or a state.
 * The stack, which Node prints of an error that nobody handles, has no frames: they do not help the user.
 */
export abstract class ProviderError extends Error {
  /** What went wrong, as a constant such as `PLIVO_NOT_FOUND`; never a number. */
  abstract readonly code: string;

  constructor(message: string, options?: { readonly cause?: unknown }) {
    super(visible(message), options);
    this.name = new.target.name;
    // Read later: a subclass sets its code only after this constructor.
    const stack = () => `${this.name}: ${this.message}\n    ${codeAndAddress(this.code)}`;
    Object.defineProperty(this, "stack", { get: stack, configurable: true });
  }
}
