import { EmulatorClock } from "./clock";
import { Faults } from "./faults/faults";
import { DEFAULT_AUTH_ID, DEFAULT_AUTH_TOKEN, type Account, type EmulatorOptions } from "./options";
import { NumberPool } from "./pool";
import { RateLimiter } from "./rate-limit";
import { RequestLog } from "./request-log";
import { SessionStore } from "./store";
import type { Shape } from "./wire/shape";

/** Everything an emulator knows while it runs, without its listener. */
export interface Emulation {
  readonly account: Account;
  readonly accounts: readonly Account[];
  readonly shape: Shape;
  readonly strict: boolean;
  readonly controls: boolean;
  readonly latency: number;
  readonly clock: EmulatorClock;
  readonly pool: NumberPool;
  readonly sessions: SessionStore;
  readonly requests: RequestLog;
  readonly faults: Faults;
  /** Undefined while the rate limit is off. */
  readonly limiter: RateLimiter | undefined;
}

export function createEmulation(options: EmulatorOptions): Emulation {
  const account = {
    authId: options.authId ?? DEFAULT_AUTH_ID,
    authToken: options.authToken ?? DEFAULT_AUTH_TOKEN,
  };
  const clock = new EmulatorClock(options.now ?? Date.now);
  return {
    account,
    accounts: [account, ...(options.accounts ?? [])],
    shape: options.shape ?? "full",
    strict: options.strict ?? true,
    controls: options.controls ?? true,
    latency: options.latency ?? 0,
    clock,
    pool: new NumberPool(options.pool),
    sessions: new SessionStore(),
    requests: new RequestLog(),
    faults: new Faults(clock),
    limiter: options.rateLimit ? new RateLimiter() : undefined,
  };
}

/** Back to the start: no faults, no sessions, no logged requests, real time, the first pool. */
export function resetEmulation(emulation: Emulation): void {
  emulation.faults.reset();
  emulation.sessions.clear();
  emulation.requests.clear();
  emulation.limiter?.clear();
  emulation.clock.reset();
  emulation.pool.reset();
}
