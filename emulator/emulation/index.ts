import { Callbacks } from "../callbacks/dispatcher";
import { Calls } from "../calls/registry";
import { Changes, type Part } from "../common/change-notifier";
import { EmulatorClock } from "../common/clock";
import { Timers } from "../common/timers";
import { defaultAuthId, defaultAuthToken } from "../domain/account";
import { NumberPool } from "../domain/number-pool";
import { PriceTable } from "../domain/prices";
import { RateLimiter } from "../domain/rate-limit";
import type { Shape } from "../domain/response-shapes";
import { SessionStore } from "../domain/session-store";
import { Timeouts } from "../domain/session-timeouts";
import { readSwitches } from "../domain/read-switches";
import type { Vendor } from "../domain/vendor";
import { Faults } from "../faults/registry";
import type { Access } from "./access";
import { readAllowedHosts } from "./allowed-hosts";
import type { EmulatorOptions } from "./options";
import { RequestLog } from "./request-log";

/** A running emulator without its listener. */
export interface Emulation extends Vendor {
  readonly shape: Shape;
  readonly strict: boolean;
  readonly controls: boolean;
  readonly latency: number;
  /** Host names that requests may use, besides this machine's own. */
  readonly allowedHosts: ReadonlySet<string>;
  /** Actions that are scheduled on the clock. */
  readonly timers: Timers;
  /** Notifies of changes. */
  readonly changes: Changes;
  readonly requests: RequestLog;
  readonly faults: Faults;
  readonly calls: Calls;
  readonly callbacks: Callbacks;
  readonly timeouts: Timeouts;
  /** The address before `/v1`. Empty until the emulator listens. */
  endpoint: string;
  /** Receives the access log. */
  readonly onAccess: ((access: Access) => void) | undefined;
  /** Undefined if there is no rate limit. */
  readonly limiter: RateLimiter | undefined;
}

/** Schedules the timeouts of sessions, and ends the calls of removed ones. */
function listenToSessions({ sessions, timeouts, calls }: Emulation): void {
  sessions.listen((session, isStored) => {
    if (isStored) {
      timeouts.schedule(session);
      return;
    }
    timeouts.cancel(session);
    calls.endCallsOf(session);
  });
}

type EmulationSettings = Pick<
  Emulation,
  | "account"
  | "accounts"
  | "shape"
  | "strict"
  | "controls"
  | "latency"
  | "allowedHosts"
  | "switches"
  | "onAccess"
  | "limiter"
>;

function settingsOf(options: EmulatorOptions): EmulationSettings {
  const account = {
    authId: options.authId ?? defaultAuthId,
    authToken: options.authToken ?? defaultAuthToken,
  };
  const switches = readSwitches(options.switches);
  return {
    account,
    accounts: [account, ...(options.accounts ?? [])],
    shape: options.shape ?? switches.shape,
    strict: options.strict ?? switches.unknownParameters === "refuse",
    controls: options.controls ?? true,
    latency: options.latency ?? 0,
    allowedHosts: readAllowedHosts(options.allowHosts ?? []),
    switches,
    onAccess: options.onAccess,
    limiter: options.rateLimit ? new RateLimiter() : undefined,
  };
}

/** The parts that change while the emulator runs. */
function createParts(options: EmulatorOptions, { accounts }: EmulationSettings, endpoint: () => string) {
  const clock = new EmulatorClock(options.now ?? Date.now);
  const changes = new Changes();
  const notifierOf = (part: Part) => () => {
    changes.notify(part);
  };
  clock.onMove(notifierOf("clock"));
  const timers = new Timers(clock);
  const sessions = new SessionStore(notifierOf("sessions"));
  const allowRemoteCallbacks = options.allowRemoteCallbacks ?? false;
  const callbacks = new Callbacks({ accounts, clock, changes, sessions, allowRemoteCallbacks, endpoint });
  const timeouts = new Timeouts(clock, timers, (session, time) => {
    callbacks.sessionEvent(session, "SessionTimeout", time, {});
  });
  const requests = new RequestLog(notifierOf("requests"));
  const faults = new Faults(clock, notifierOf("faults"));
  const pool = new NumberPool(options.pool, notifierOf("pool"));
  return { clock, changes, timers, sessions, callbacks, timeouts, requests, faults, pool };
}

export function createEmulation(options: EmulatorOptions): Emulation {
  const settings = settingsOf(options);
  const listening = { endpoint: "" };
  const parts = Object.assign(listening, {
    ...settings,
    ...createParts(options, settings, () => listening.endpoint),
    prices: new PriceTable(options.prices),
  });
  const emulation: Emulation = Object.assign(parts, { calls: new Calls(parts) });
  listenToSessions(emulation);
  return emulation;
}

/** Stops calls, callbacks and scheduled actions. */
export function stopEmulation(emulation: Emulation): void {
  emulation.calls.clear();
  emulation.timeouts.clear();
  emulation.timers.clear();
  emulation.callbacks.reset();
}

/**
 * Restores the initial state: no faults, sessions, calls, callbacks or logged requests, real time, the
 * initial pool and prices.
 */
export function resetEmulation(emulation: Emulation): void {
  stopEmulation(emulation);
  emulation.faults.reset();
  emulation.sessions.clear();
  emulation.requests.clear();
  emulation.limiter?.clear();
  emulation.clock.reset();
  emulation.pool.reset();
  emulation.prices.reset();
}
