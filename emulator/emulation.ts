import { Changes, type Part } from "./changes";
import { EmulatorClock } from "./clock";
import { Faults } from "./faults/faults";
import { DEFAULT_AUTH_ID, DEFAULT_AUTH_TOKEN, type Account, type EmulatorOptions } from "./options";
import { NumberPool } from "./pool";
import { RateLimiter } from "./rate-limit";
import { RequestLog } from "./request-log";
import { SessionStore } from "./store";
import { Timers } from "./timers";
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
  /** What happens later, on the clock. */
  readonly timers: Timers;
  /** Tells what has changed. */
  readonly changes: Changes;
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
  const changes = new Changes();
  const tell = (part: Part) => () => {
    changes.tell(part);
  };
  clock.onMove(tell("clock"));
  return {
    account,
    accounts: [account, ...(options.accounts ?? [])],
    shape: options.shape ?? "full",
    strict: options.strict ?? true,
    controls: options.controls ?? true,
    latency: options.latency ?? 0,
    clock,
    timers: new Timers(clock),
    changes,
    pool: new NumberPool(options.pool),
    sessions: new SessionStore(tell("sessions")),
    requests: new RequestLog(tell("requests")),
    faults: new Faults(clock),
    limiter: options.rateLimit ? new RateLimiter() : undefined,
  };
}

/** Back to the start: no faults, no sessions, no logged requests, real time, the first pool. */
export function resetEmulation(emulation: Emulation): void {
  emulation.timers.clear();
  emulation.faults.reset();
  emulation.sessions.clear();
  emulation.requests.clear();
  emulation.limiter?.clear();
  emulation.clock.reset();
  emulation.pool.reset();
}
