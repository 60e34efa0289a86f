import { asObject, parseJson } from "../plivo/json";
import { conflictingNames, environmentPart, isAccountName } from "../session/account-name";
import { ConfigurationError } from "./configuration-error";
import { nonBlank, type StackConfig } from "./stack-config";

/** The credentials and endpoint of a Plivo account. */
export interface Account {
  readonly authId: string;
  readonly authToken: string;
  /** The API's address without `/v1`. Undefined for Plivo's own. */
  readonly endpoint: string | undefined;
}

const parts = ["authId", "authToken", "endpoint"] as const;
type Part = (typeof parts)[number];

const environmentNames: Record<Part, string> = {
  authId: "AUTH_ID",
  authToken: "AUTH_TOKEN",
  endpoint: "ENDPOINT",
};

/**
 * The account with a name, or the default account.
 *
 * The environment wins over the stack's configuration, because refresh and destroy get the configuration of
 * the last update. A named account without an endpoint uses the default one.
 *
 * @param config undefined without a stack.
 * @throws ConfigurationError if credentials are missing, or an account's name is invalid.
 */
export function resolveAccount(
  name: string | undefined,
  environment: NodeJS.ProcessEnv,
  config: StackConfig | undefined,
): Account {
  if (name !== undefined) assertNames(name, Object.keys(configAccounts(config) ?? {}));
  return resolveStoredAccount(name, environment, config);
}

/**
 * The same for a name in a state, which earlier releases did not check. Its session can be read and
 * destroyed.
 *
 * @throws ConfigurationError
 */
export function resolveStoredAccount(
  name: string | undefined,
  environment: NodeJS.ProcessEnv,
  config: StackConfig | undefined,
): Account {
  const value = (part: Part) =>
    nonBlank(environment[environmentName(name, part)]) ?? nonBlank(configValue(name, part, config));
  const authId = value("authId");
  const authToken = value("authToken");
  if (authId === undefined || authToken === undefined) {
    const missing = (["authId", "authToken"] as const).filter((part) => value(part) === undefined);
    throw new ConfigurationError(
      "PLIVO_CREDENTIALS_MISSING",
      missingCredentialsMessage(name, missing, config),
    );
  }
  return { authId, authToken, endpoint: resolveEndpoint(name, environment, config) };
}

/**
 * The endpoint of an account, or undefined for Plivo's own.
 *
 * @throws ConfigurationError
 */
export function resolveEndpoint(
  name: string | undefined,
  environment: NodeJS.ProcessEnv,
  config: StackConfig | undefined,
): string | undefined {
  return (
    nonBlank(environment[environmentName(name, "endpoint")]) ??
    nonBlank(configValue(name, "endpoint", config)) ??
    nonBlank(environment["PLIVO_ENDPOINT"]) ??
    nonBlank(config?.get("plivo:endpoint"))
  );
}

/** Accounts with the same environment variables would get each other's credentials. */
function assertNames(name: string, configuredNames: readonly string[]): void {
  if (!isAccountName(name)) throw new ConfigurationError("PLIVO_INVALID_ACCOUNT_NAME", `An ${nameRule}`);
  if (!configuredNames.every(isAccountName)) {
    throw new ConfigurationError(
      "PLIVO_INVALID_ACCOUNT_NAME",
      `In the stack's plivo:accounts, an ${nameRule}`,
    );
  }
  const [one, other] = conflictingNames([...new Set([name, ...configuredNames])]) ?? [];
  if (one === undefined || other === undefined) return;
  throw new ConfigurationError(
    "PLIVO_INVALID_ACCOUNT_NAME",
    `The accounts "${one}" and "${other}" share their environment variables, PLIVO_${environmentPart(one)}_AUTH_ID and so on: their ` +
      "names differ only in case, or in dashes and underscores. Rename one of them.",
  );
}

const nameRule =
  "account's name may have only letters, digits, dashes and underscores, because environment variables are named after it. Rename it.";

/**
 * A warning if the auth ID and the token come from different sources, and so perhaps from different accounts.
 *
 * Undefined if they come from one source, or if both sources have the same ID.
 */
export function mixedSourcesWarning(
  name: string | undefined,
  environment: NodeJS.ProcessEnv,
  config: StackConfig | undefined,
): string | undefined {
  const inEnvironment = (part: Part) => nonBlank(environment[environmentName(name, part)]);
  const [id, token] = [inEnvironment("authId"), inEnvironment("authToken")];
  if ((id === undefined) === (token === undefined)) return undefined;
  if (id !== undefined && id === nonBlank(configValue(name, "authId", config))) return undefined;
  const sources = ["the environment", "the stack's configuration"] as const;
  const [ofId, ofToken] = id === undefined ? [sources[1], sources[0]] : sources;
  return (
    `The auth ID${ofAccount(name)} comes from ${ofId}, its token from ${ofToken}: they may belong to different accounts. ` +
    "Set both in one place."
  );
}

/** The environment variable of a part of an account. */
export function environmentName(name: string | undefined, part: Part): string {
  const account = name === undefined ? "" : `${environmentPart(name)}_`;
  return `PLIVO_${account}${environmentNames[part]}`;
}

function configValue(
  name: string | undefined,
  part: Part,
  config: StackConfig | undefined,
): string | undefined {
  if (name === undefined) return config?.get(`plivo:${part}`);
  const accounts = configAccounts(config);
  return accounts !== undefined && Object.hasOwn(accounts, name) ? accounts[name]?.[part] : undefined;
}

type AccountEntry = Partial<Record<Part, string | undefined>>;

function configAccounts(config: StackConfig | undefined): Readonly<Record<string, AccountEntry>> | undefined {
  const text = config?.get("plivo:accounts");
  if (text === undefined) return undefined;
  const accounts = asObject(parseJson(text));
  if (accounts !== undefined && Object.values(accounts).every(isAccountEntry)) {
    return accounts as Readonly<Record<string, AccountEntry>>;
  }
  throw new ConfigurationError(
    "PLIVO_INVALID_ACCOUNTS",
    "The stack's plivo:accounts must be an object of account names, each with authId, authToken and optionally endpoint, all " +
      "strings: set it with `pulumi config set --secret --path 'plivo:accounts.NAME.authToken'` and likewise for authId.",
  );
}

function isAccountEntry(value: unknown): value is AccountEntry {
  const entry = asObject(value);
  return entry !== undefined && parts.every((part) => ["string", "undefined"].includes(typeof entry[part]));
}

function missingCredentialsMessage(
  name: string | undefined,
  missing: readonly Part[],
  config: StackConfig | undefined,
): string {
  if (config === undefined) {
    const variables = missing.map((part) => environmentName(name, part)).join(" and ");
    return `Plivo credentials${ofAccount(name)} are missing. Set ${variables} in the environment.`;
  }
  const ways = missing.map((part) => {
    const key = name === undefined ? `plivo:${part}` : `--path plivo:accounts.${name}.${part}`;
    const secret = part === "authToken" ? "--secret " : "";
    return `${environmentName(name, part)} in the environment, or \`pulumi config set ${secret}${key}\``;
  });
  return `Plivo credentials${ofAccount(name)} are missing. Set ${ways.join("; and ")}.`;
}

function ofAccount(name: string | undefined): string {
  return name === undefined ? "" : ` of the account "${name}"`;
}
