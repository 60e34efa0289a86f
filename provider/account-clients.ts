import type { Clock } from "./clock";
import {
  requestsPerSecond,
  resolveAccount,
  resolveEndpoint,
  resolveIfExists,
  type StackConfig,
} from "./config";
import { countedSeconds, PlivoClient, RequestLimiter } from "./plivo";
import { isLoopback } from "./session/callback-warnings";
import type { IfExists } from "./session/fields";

export interface AccountClientsOptions {
  readonly environment: NodeJS.ProcessEnv;
  readonly clock: Clock;
  /** Shows one line to the user. */
  readonly log: (line: string) => void;
  /** From 0 to 1, for the length of waits. Default: Math.random. */
  readonly random?: (() => number) | undefined;
}

/** One client, and one rate limit, for each account that sessions of this process belong to. */
export class AccountClients {
  readonly #options: AccountClientsOptions;
  readonly #clients = new Map<string, PlivoClient>();
  readonly #limiters = new Map<string, RequestLimiter>();
  #config: StackConfig | undefined;

  constructor(options: AccountClientsOptions) {
    this.#options = options;
  }

  /** Takes the stack's configuration, which is judged on first use. */
  configure(config: StackConfig): void {
    this.#config = config;
  }

  /** @throws ConfigurationError, EndpointError, ProxySettingError */
  client(account: string | undefined): PlivoClient {
    const { environment, clock, log, random } = this.#options;
    const { endpoint, ...credentials } = resolveAccount(account, environment, this.#config);
    const options = endpoint === undefined ? credentials : { ...credentials, endpoint };
    const key = JSON.stringify(options);
    const limiter = this.#limiter(credentials.authId);
    const client =
      this.#clients.get(key) ?? new PlivoClient({ ...options, environment, clock, log, random, limiter });
    this.#clients.set(key, client);
    return client;
  }

  /** Whether an account's API is on this machine, as an emulator is. So counts one whose configuration cannot be read. */
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

  #limiter(authId: string): RequestLimiter {
    const { clock, log } = this.#options;
    const requests = Math.floor(requestsPerSecond(this.#config) * countedSeconds);
    const limiter = this.#limiters.get(authId) ?? new RequestLimiter({ clock, log, requests });
    this.#limiters.set(authId, limiter);
    return limiter;
  }
}
