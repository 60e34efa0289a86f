import { ProviderError } from "../common/errors";
import { AuthenticationError } from "../plivo";
import { ConfigurationError } from "./configuration-error";
import { environmentName } from "./credentials";

/** The stack's credentials are missing or refused in a run without a program. */
class StoredCredentialsError extends ProviderError {
  readonly code: string;
  constructor(cause: ProviderError, cure: string) {
    super(`${cause.message} ${given}${cure}`, { cause });
    this.code = cause.code;
  }
}

const given = "Pulumi gives refresh and destroy the configuration of the last `pulumi up`";

/**
 * The error of a run without a program, with advice if it is about credentials: such a run gets the
 * configuration of the last update, without later changes by `pulumi config set`.
 *
 * @param account the account's name in the state.
 */
export function withStoredCredentialsAdvice(
  error: unknown,
  account: string | undefined,
  environment: NodeJS.ProcessEnv,
): unknown {
  if (error instanceof ConfigurationError && error.code === "PLIVO_CREDENTIALS_MISSING") {
    return new StoredCredentialsError(error, ": after `pulumi config set`, run `pulumi up` first.");
  }
  const variable = environmentName(account, "authToken");
  if (!(error instanceof AuthenticationError) || (environment[variable] ?? "").trim() !== "") return error;
  return new StoredCredentialsError(
    error,
    `. If the token was changed since, set ${variable} in the environment, or run \`pulumi up\` first; if not, check the stack's ` +
      "auth ID and token.",
  );
}
