import { channel, type Channel, type ChannelListener } from "node:diagnostics_channel";
import { startEmulator, type Emulator, type EmulatorOptions } from "plivo-masking-emulator";
import type { Clock } from "../../provider/common/clock.ts";

/** Where the tests' time stands until something moves it on. */
export const start = Date.parse("2026-03-01T10:00:00Z");

/** What keeps the time: an emulator's clock, or nothing else. */
interface Time {
  now(): number;
  set(time: number): void;
}

interface Wait {
  readonly due: number;
  readonly isGone: () => boolean;
  readonly end: () => void;
}

/** Turns of the event loop in which nothing happens, after which everything waits. */
const quietTurns = 8;
/** The same if the emulator holds requests: another may be under way in place of one that was given up. */
const quietTurnsWhileHeld = 40;

/**
 * The tests' time. It takes no real time: it stands until a test advances it, or, if it passes by itself, until everything
 * waits for it. It then moves on to the next moment that is waited for, so waits that overlap take the time of the longest.
 */
export class VirtualClock implements Clock {
  /** The milliseconds of every wait so far. */
  readonly waits: number[] = [];
  /** By how much somebody has set the machine's clock forward. */
  aheadMs = 0;
  /** For how long the machine has slept, which `elapsed` does not count. */
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

  /** A clock that passes by itself; the emulator's, too, if there is one. */
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

  /** The same clock for a process whose waits never end once it is gone. */
  until(isGone: () => boolean): Clock {
    return {
      now: () => this.now(),
      elapsed: () => this.elapsed(),
      wait: (milliseconds) => this.#wait(milliseconds, isGone),
    };
  }

  /** Lets time pass in which nobody waits. */
  skip(milliseconds: number): void {
    this.#moveTo(this.#time.now() + milliseconds);
  }

  /** Lets time pass; whoever waits goes on at just the moment that was waited for. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.#time.now() + milliseconds;
    for (;;) {
      await settled();
      const next = this.#next();
      if (next === undefined || next.due > end) break;
      this.#endNext(next);
    }
    this.#moveTo(end);
  }

  /** Lets time pass until nobody waits any more, which is within an hour. */
  async finish(): Promise<void> {
    await settled();
    const end = this.#time.now() + 3_600_000;
    while (this.#waiting.length > 0) {
      if (this.#time.now() > end) throw new Error("somebody waits again and again");
      await this.advance(1_000);
    }
  }

  /** Resolves once somebody waits, which takes as long as an answer of a server in this process. */
  async waiting(): Promise<void> {
    for (let turn = 0; turn < 10_000 && this.#waiting.length === 0; turn += 1) await settled();
    if (this.#waiting.length === 0) throw new Error("nobody waits");
  }

  /** Resolves once everything waits. */
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
      await settled();
    }
  }

  #wait(milliseconds: number, isGone: () => boolean): Promise<void> {
    this.waits.push(milliseconds);
    return new Promise((end) => {
      const now = this.#time.now();
      // A date and the fraction of a millisecond may be the date, at which time would stand for ever.
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
      // Those of the same moment go on together.
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

  /** How many requests the emulator holds until its clock moves on. */
  #held(): number {
    return this.#emulator?.faults.all().reduce((sum, { holding }) => sum + holding, 0) ?? 0;
  }
}

const clocks = new WeakMap<Pick<Emulator, "clock">, VirtualClock>();

/** The emulator's clock, which passes by itself: one for all who wait for it. */
export function clockOf(emulator: Pick<Emulator, "clock" | "faults" | "requests">): VirtualClock {
  const clock = clocks.get(emulator) ?? VirtualClock.passing(emulator);
  clocks.set(emulator, clock);
  return clock;
}

/** An emulator whose time stands until `clockOf` it, or a test, moves it on. */
export function openEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  return startEmulator({ now: () => start, ...options });
}

/** Lets everything happen that waits for no clock. */
export function settled(): Promise<void> {
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

/** The requests of this process that are under way, and how many have begun or ended. */
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

/** Of a request, several ends can be told. */
function end({ request }: { request: unknown }): void {
  events += 1;
  underWay.delete(request);
}

// The channels belong to the process, which runs one test file after another.
for (const [name, subscriber] of Object.entries(subscribers)) {
  const shared = channel(name) as Channel & { virtualClock?: ChannelListener };
  if (shared.virtualClock !== undefined) shared.unsubscribe(shared.virtualClock);
  shared.virtualClock = subscriber as ChannelListener;
  shared.subscribe(shared.virtualClock);
}
