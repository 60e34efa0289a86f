import type { Clock } from "../common/clock";
import { getOrCreate } from "../common/get-or-create";
import { isLoopback } from "../common/loopback";
import { countedSeconds, PlivoClient, RequestLimiter } from "../plivo";
import type { IfExists } from "../session/fields";
import {
  mixedSourcesWarning,
  resolveAccount,
  resolveEndpoint,
  resolveStoredAccount,
  type Account,
} from "./credentials";
import { requestsPerSecond, resolveIfExists } from "./settings";
import type { StackConfig } from "./stack-config";

export interface AccountClientsOptions {
  readonly environment: NodeJS.ProcessEnv;
  readonly clock: Clock;
  /** Shows one line to the user. */
  readonly log: (line: string) => void;
  /** A random number from 0 to 1, for the length of waits. Default: Math.random. */
  readonly random?: (() => number) | undefined;
}

/** One client and one rate limit per account of this process's sessions. */
export class AccountClients {
  readonly #options: AccountClientsOptions;
  readonly #clients = new Map<string, PlivoClient>();
  readonly #limiters = new Map<string, RequestLimiter>();
  readonly #checkedAccounts = new Set<string | undefined>();
  #config: StackConfig = { get: () => undefined };

  constructor(options: AccountClientsOptions) {
    this.#options = options;
  }

  /** Sets the stack's configuration, which is checked on first use. */
  configure(config: StackConfig): void {
    this.#config = config;
  }

  /**
   * The client of an account that a program names.
   *
   * @throws ConfigurationError, EndpointError, ProxySettingError
   */
  client(account: string | undefined): PlivoClient {
    return this.#open(account, resolveAccount(account, this.#options.environment, this.#config));
  }

  /**
   * The client of an account that a state names, even if the name is no longer valid.
   *
   * @throws ConfigurationError, EndpointError, ProxySettingError
   */
  clientForState(account: string | undefined): PlivoClient {
    return this.#open(account, resolveStoredAccount(account, this.#options.environment, this.#config));
  }

  #open(account: string | undefined, { endpoint, ...credentials }: Account): PlivoClient {
    const { environment, clock, log, random } = this.#options;
    this.#warn(account);
    const options = endpoint === undefined ? credentials : { ...credentials, endpoint };
    const key = JSON.stringify(options);
    const limiter = this.#limiter(credentials.authId);
    const open = () => new PlivoClient({ ...options, environment, clock, log, random, limiter });
    return getOrCreate(this.#clients, key, open);
  }

  /**
   * Whether an account's endpoint is on this machine, as an emulator's is. True if its configuration is
   * invalid.
   */
  isLocal(account: string | undefined): boolean {
    try {
      const endpoint = resolveEndpoint(account, this.#options.environment, this.#config);
      const url = endpoint === undefined ? undefined : URL.parse(endpoint);
      return url === null || (url !== undefined && isLoopback(url));
    } catch {
      return true;
    }
  }

  /** @throws ConfigurationError */
  ifExists(argument: IfExists | undefined): IfExists {
    return resolveIfExists(argument, this.#options.environment, this.#config);
  }

  /** Warns once per account. */
  #warn(account: string | undefined): void {
    if (this.#checkedAccounts.has(account)) return;
    this.#checkedAccounts.add(account);
    const warning = mixedSourcesWarning(account, this.#options.environment, this.#config);
    if (warning !== undefined) this.#options.log(warning);
  }

  #limiter(authId: string): RequestLimiter {
    const { clock, log } = this.#options;
    const requests = Math.floor(requestsPerSecond(this.#config) * countedSeconds);
    return getOrCreate(this.#limiters, authId, () => new RequestLimiter({ clock, log, requests }));
  }
}
