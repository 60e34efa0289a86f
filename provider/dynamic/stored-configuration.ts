import type * as dynamic from "@pulumi/pulumi/dynamic";
import { ConfigurationError } from "../accounts/configuration-error";
import { environmentName } from "../accounts/credentials";
import { ProviderError } from "../common/errors";
import { AuthenticationError } from "../plivo";
import { isDeclared, type StoredOutputs } from "../session/incomplete-state";

type Methods = Required<dynamic.ResourceProvider>;

/** Credentials of the stack's configuration are missing or refused in a run without a program. */
class StoredCredentialsError extends ProviderError {
  readonly code: string;
  constructor(cause: ProviderError, cure: string) {
    super(`${cause.message} ${given}${cure}`, { cause });
    this.code = cause.code;
  }
}

const given = "Pulumi gives refresh and destroy the configuration of the last `pulumi up`";

/**
 * The provider with the real cure in errors about credentials: Pulumi gives refresh and destroy the
 * configuration of the last update, so what `pulumi config set` has changed since does not reach them.
 */
export function withStoredConfigurationAdvice(provider: Methods, environment: NodeJS.ProcessEnv): Methods {
  /** With a program, Pulumi gives today's configuration. */
  let hasProgram = false;

  async function withAdvice<T>({ account }: StoredOutputs, work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      const known = typeof account === "string" && account !== "" ? account : undefined;
      throw hasProgram ? error : adviceFor(error, known, environment);
    }
  }

  return {
    ...provider,
    check: (olds, news) => {
      hasProgram = true;
      return provider.check(olds, news);
    },
    read: (id, properties: StoredOutputs) => {
      const work = provider.read(id, properties);
      // What declares no session is what the program has MaskingSession.get read.
      return isDeclared(properties) ? withAdvice(properties, work) : work;
    },
    delete: (id, properties: StoredOutputs) => withAdvice(properties, provider.delete(id, properties)),
  };
}

function adviceFor(error: unknown, account: string | undefined, environment: NodeJS.ProcessEnv): unknown {
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
