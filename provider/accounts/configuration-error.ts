import { ProviderError } from "../common/errors";

/** Credentials are missing, or a setting is invalid. The message never contains a value. */
export class ConfigurationError extends ProviderError {
  constructor(
    readonly code:
      | "PLIVO_CREDENTIALS_MISSING"
      | "PLIVO_INVALID_ACCOUNTS"
      | "PLIVO_INVALID_ACCOUNT_NAME"
      | "PLIVO_INVALID_IF_EXISTS"
      | "PLIVO_INVALID_REQUESTS_PER_SECOND",
    message: string,
  ) {
    super(message);
  }
}
