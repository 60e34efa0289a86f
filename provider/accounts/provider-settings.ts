import { AccountClients, type AccountClientsOptions } from "./account-clients";
import { checkEndpoint, EndpointError, vendorEndpoint } from "../plivo";
import { ConfigurationError } from "./configuration-error";
import { messageFor } from "./next-steps";
import { requestsPerSecond, resolveIfExists } from "./settings";
import type { StackConfig } from "./stack-config";

/** The arguments of `plivo.Provider`, and the keys of the stack's configuration. */
export const settingNames = ["authId", "authToken", "endpoint", "ifExists", "requestsPerSecond"] as const;

export type SettingName = (typeof settingNames)[number];

/** Settings as strings, as in a stack's configuration. */
export type Settings = Readonly<Partial<Record<SettingName, string>>>;

export function settingsOf(values: Readonly<Record<string, unknown>>): Settings {
  const set = settingNames.flatMap((name) => {
    const value = values[name];
    if (!["string", "number"].includes(typeof value)) return [];
    return [[name, String(value)] as const];
  });
  return Object.fromEntries(set);
}

export interface SettingProblem {
  readonly name: SettingName;
  readonly reason: string;
}

/** The problems of a provider's settings. No reason quotes a value. */
export function settingProblems(settings: Settings, explicit: boolean): SettingProblem[] {
  const config = stackConfig(settings);
  const problems: SettingProblem[] = [
    ...problem("ifExists", () => resolveIfExists(undefined, {}, config)),
    ...problem("requestsPerSecond", () => requestsPerSecond(config)),
    ...problem("endpoint", () => checkEndpoint(settings.endpoint ?? vendorEndpoint)),
  ];
  if (!explicit || (settings.authId === undefined) === (settings.authToken === undefined)) return problems;
  const [given, missing] =
    settings.authId === undefined ? (["authToken", "authId"] as const) : (["authId", "authToken"] as const);
  const reason = `${missing} must be set with ${given}. Otherwise it comes from another source, and may belong to another account.`;
  return [...problems, { name: missing, reason }];
}

function problem(name: SettingName, validate: () => unknown): SettingProblem[] {
  try {
    validate();
    return [];
  } catch (error) {
    if (!(error instanceof ConfigurationError || error instanceof EndpointError)) throw error;
    return [{ name, reason: messageFor("resource", error) }];
  }
}

/** The changes that replace a provider and its sessions: those to another account. */
export function replacingSettings(olds: Settings, news: Settings): SettingName[] {
  const { authId: before } = olds;
  const { authId: now } = news;
  return before !== undefined && now !== undefined && before !== now ? ["authId"] : [];
}

export function changedSettings(olds: Settings, news: Settings): SettingName[] {
  return settingNames.filter((name) => olds[name] !== news[name]);
}

/**
 * The accounts of one provider.
 *
 * The arguments of an explicit provider win over the environment. For the default provider the environment
 * wins, because refresh and destroy get the configuration of the last update.
 */
export function accountsOf(
  settings: Settings,
  explicit: boolean,
  { environment, ...options }: AccountClientsOptions,
): AccountClients {
  const own = explicit ? { ...environment, ...environmentOf(settings) } : environment;
  const accounts = new AccountClients({ ...options, environment: own });
  accounts.configure(stackConfig(settings));
  return accounts;
}

const environmentNames = {
  authId: "PLIVO_AUTH_ID",
  authToken: "PLIVO_AUTH_TOKEN",
  endpoint: "PLIVO_ENDPOINT",
  ifExists: "PLIVO_IF_EXISTS",
} as const;

function environmentOf(settings: Settings): NodeJS.ProcessEnv {
  const entries = Object.entries(environmentNames).flatMap(([name, variable]) => {
    const value = settings[name as keyof typeof environmentNames];
    return value === undefined ? [] : [[variable, value] as const];
  });
  return Object.fromEntries(entries);
}

function stackConfig(settings: Settings): StackConfig {
  const texts: ReadonlyMap<string, string> = new Map(Object.entries(settings));
  return { get: (key) => texts.get(key.replace(/^plivo:/, "")) };
}
