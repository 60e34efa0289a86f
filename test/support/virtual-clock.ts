import { channel, type Channel, type ChannelListener } from "node:diagnostics_channel";
import { startEmulator, type Emulator, type EmulatorOptions } from "plivo-masking-emulator";
import type { Clock } from "../../provider/common/clock.ts";

/** The time at which the tests start. */
export const start = Date.parse("2026-03-01T10:00:00Z");

/** The source of time: an emulator's clock, or a variable. */
interface Time {
  now(): number;
  set(time: number): void;
}

interface Wait {
  readonly due: number;
  readonly isGone: () => boolean;
  readonly end: () => void;
}

/** Turns of the event loop without an event, after which everything waits. */
const quietTurns = 8;
/** The same while the emulator holds requests: a new request may have replaced one that was given up. */
const quietTurnsWhileHeld = 40;

/**
 * A clock that takes no real time. It stops until a test advances it; a passing clock stops until everything
 * waits for it, then moves to the next due moment. Waits that overlap take the time of the longest.
 */
export class VirtualClock implements Clock {
  /** The milliseconds of every wait so far. */
  readonly waits: number[] = [];
  /** Milliseconds by which the machine's clock was set forward. */
  aheadMs = 0;
  /** Milliseconds for which the machine has slept. `elapsed` does not count them. */
  asleepMs = 0;
  readonly #time: Time;
  readonly #emulator: Pick<Emulator, "faults" | "requests"> | undefined;
  readonly #passes: boolean;
  #waiting: Wait[] = [];
  #isPassing = false;

  private constructor(passes: boolean, emulator?: Pick<Emulator, "clock" | "faults" | "requests">) {
    this.#passes = passes;
    this.#emulator = emulator;
    this.#time = emulator?.clock ?? stoppedTime();
  }

  /** A clock that only `advance` moves. */
  static standing(): VirtualClock {
    return new VirtualClock(false);
  }

  /** A clock that passes by itself, and moves the emulator's clock if there is one. */
  static passing(emulator?: Pick<Emulator, "clock" | "faults" | "requests">): VirtualClock {
    return new VirtualClock(true, emulator);
  }

  now(): number {
    return this.#time.now() + this.aheadMs;
  }

  elapsed(): number {
    return this.#time.now() - start - this.asleepMs;
  }

  wait(milliseconds: number): Promise<void> {
    return this.#wait(milliseconds, () => false);
  }

  /** The same clock for a process. Its waits never end once the process is gone. */
  until(isGone: () => boolean): Clock {
    return {
      now: () => this.now(),
      elapsed: () => this.elapsed(),
      wait: (milliseconds) => this.#wait(milliseconds, isGone),
    };
  }

  /** Moves the time while nothing waits. */
  skip(milliseconds: number): void {
    this.#moveTo(this.#time.now() + milliseconds);
  }

  /** Moves the time. Each wait ends at exactly its due time. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.#time.now() + milliseconds;
    for (;;) {
      await nextTurn();
      const next = this.#next();
      if (next === undefined || next.due > end) break;
      this.#endNext(next);
    }
    this.#moveTo(end);
  }

  /** Moves the time until nothing waits, an hour at most. */
  async finish(): Promise<void> {
    await nextTurn();
    const end = this.#time.now() + 3_600_000;
    while (this.#waiting.length > 0) {
      if (this.#time.now() > end) throw new Error("somebody waits again and again");
      await this.advance(1_000);
    }
  }

  /** Resolves when something waits, which takes as long as a response of a server in this process. */
  async waiting(): Promise<void> {
    for (let turn = 0; turn < 10_000 && this.#waiting.length === 0; turn += 1) await nextTurn();
    if (this.#waiting.length === 0) throw new Error("nobody waits");
  }

  /** Resolves when everything waits. */
  async quiet(): Promise<void> {
    do await this.#uneventful();
    while (underWay.size > 0 && underWay.size > this.#held());
  }

  async #uneventful(): Promise<void> {
    let seen = -1;
    for (let turns = 0; turns < (underWay.size === 0 ? quietTurns : quietTurnsWhileHeld); turns += 1) {
      const count = events + (this.#emulator?.requests.count() ?? 0);
      if (count !== seen) turns = 0;
      seen = count;
      await nextTurn();
    }
  }

  #wait(milliseconds: number, isGone: () => boolean): Promise<void> {
    this.waits.push(milliseconds);
    return new Promise((end) => {
      const now = this.#time.now();
      // A fraction of a millisecond can be lost in the sum, and time would never move.
      const isLost = this.#passes && milliseconds > 0 && now + milliseconds === now;
      const due = isLost ? now + 1 : now + milliseconds;
      this.#waiting.push({ due, isGone, end });
      if (this.#passes && !this.#isPassing) void this.#pass();
    });
  }

  async #pass(): Promise<void> {
    this.#isPassing = true;
    for (;;) {
      await this.quiet();
      const next = this.#next();
      if (next === undefined) break;
      this.#endNext(next);
      // Waits with the same due time end together.
      for (const other of this.#waiting.filter(({ due }) => due === next.due)) this.#endNext(other);
    }
    this.#isPassing = false;
  }

  #next(): Wait | undefined {
    this.#waiting = this.#waiting.filter(({ isGone }) => !isGone());
    return this.#waiting.toSorted((one, other) => one.due - other.due)[0];
  }

  #endNext(next: Wait): void {
    this.#waiting = this.#waiting.filter((wait) => wait !== next);
    this.#moveTo(next.due);
    next.end();
  }

  #moveTo(time: number): void {
    if (time > this.#time.now()) this.#time.set(time);
  }

  /** The number of requests that the emulator holds until its clock moves. */
  #held(): number {
    return this.#emulator?.faults.all().reduce((sum, { holding }) => sum + holding, 0) ?? 0;
  }
}

const clocks = new WeakMap<Pick<Emulator, "clock">, VirtualClock>();

/** The emulator's clock as a passing clock, one for all users of this emulator. */
export function clockOf(emulator: Pick<Emulator, "clock" | "faults" | "requests">): VirtualClock {
  const clock = clocks.get(emulator) ?? VirtualClock.passing(emulator);
  clocks.set(emulator, clock);
  return clock;
}

/** An emulator with a stopped clock, which `clockOf` or a test moves. */
export function openEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  return startEmulator({ now: () => start, ...options });
}

/** Lets everything run that waits for no clock. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function stoppedTime(): Time {
  let time = start;
  return {
    now: () => time,
    set: (moment) => {
      time = moment;
    },
  };
}

/** This process's requests in flight, and the count of those begun or ended. */
const underWay = new Set<unknown>();
let events = 0;

const subscribers = {
  "undici:request:create": ({ request }: { request: unknown }) => {
    events += 1;
    underWay.add(request);
  },
  "undici:request:trailers": end,
  "undici:request:error": end,
};

/** A request can have several ends. */
function end({ request }: { request: unknown }): void {
  events += 1;
  underWay.delete(request);
}

// The channels belong to the process, which runs several test files.
for (const [name, subscriber] of Object.entries(subscribers)) {
  const shared = channel(name) as Channel & { virtualClock?: ChannelListener };
  if (shared.virtualClock !== undefined) shared.unsubscribe(shared.virtualClock);
  shared.virtualClock = subscriber as ChannelListener;
  shared.subscribe(shared.virtualClock);
}
