import { visible } from "./visible";

/**
 * The base of every error that this package throws.
 *
 * A caller tells errors apart by `code`, a string: Pulumi's host reads a numeric `code` as a gRPC status, and a
 * property named `id` as "created, but failed to initialize", so no error of this package has either.
 * A message is one line, in which whatever a terminal or a CI log would act on is escaped: it can quote an API or a state.
 * The stack is empty because Pulumi's host prints it to the user, whom only the message helps.
 */
export abstract class ProviderError extends Error {
  /** What went wrong, as a constant such as `PLIVO_NOT_FOUND`; never a number. */
  abstract readonly code: string;

  constructor(message: string, options?: ErrorOptions) {
    super(visible(message), options);
    this.name = new.target.name;
    this.stack = "";
  }
}
