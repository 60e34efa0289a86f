import { ProviderError } from "../common/errors";

/** The filters of a list are invalid. No request was sent. */
export class InvalidFiltersError extends ProviderError {
  readonly code = "PLIVO_INVALID_FILTERS";
  constructor(
    /** One sentence for each problem. It names the filter, never its value. */
    readonly problems: readonly string[],
  ) {
    super(`Invalid filter: ${problems.join(" ")}`);
  }
}
