import { ProviderError } from "../common/errors";

/** A list was asked for by filters that cannot be meant; nothing was sent. */
export class InvalidFiltersError extends ProviderError {
  readonly code = "PLIVO_INVALID_FILTERS";
  constructor(
    /** Each one sentence that names the filter, never its value. */
    readonly problems: readonly string[],
  ) {
    super(`The sessions cannot be listed so: ${problems.join(" ")}`);
  }
}
