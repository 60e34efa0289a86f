import type { EmulatorClock } from "../common/clock";
import { Armed } from "./armed-fault";
import { Holds, type HoldDuration } from "./holds";
import { Lag } from "./lag";
import { Listener } from "./listener";
import { planRequest, type Plan } from "./plan";
import { readFault } from "./read-fault";
import {
  FaultError,
  type ArmedFault,
  type FaultControl,
  type FaultHit,
  type FaultRequest,
  type Operation,
  type RefuseFault,
} from "./types";

function report(error: unknown): void {
  console.error(error);
}

/** A request that a fault holds. */
export interface HeldRequest {
  /** Resolves when the request has been dealt with. */
  readonly finished: Promise<void>;
  /** Ends it without an answer, and counts it as dealt with. */
  drop(): void;
}

/** An emulator's faults, and what they hold. */
export class Faults implements FaultControl {
  readonly listener = new Listener();
  readonly lag = new Lag();
  readonly #armed = new Map<string, Armed>();
  readonly #holds: Holds;
  readonly #clock: EmulatorClock;
  readonly #held = new Set<HeldRequest>();
  readonly #onChange: () => void;
  #sequence = 0;

  /** @param onChange is called after each change. */
  constructor(clock: EmulatorClock, onChange: () => void = () => undefined) {
    this.#clock = clock;
    this.#onChange = onChange;
    this.#holds = new Holds(clock);
  }

  /** Whether there is anything that could hit a request. */
  get isAnyArmed(): boolean {
    return this.#armed.size > 0;
  }

  /** The fault because of which connections are refused at this moment. */
  get refusingFault(): Armed | undefined {
    return [...this.#armed.values()].find((armed) => this.listener.isClosedBy(armed));
  }

  arm(input: FaultRequest): ArmedFault {
    const fault = readFault(input);
    this.#sequence += 1;
    const armed = new Armed(`fault-${this.#sequence}`, fault);
    if (fault.kind === "refuse" && fault.nth === 1) this.refuse(armed, fault, { matching: 0, request: 0 });
    this.#armed.set(armed.id, armed);
    if (fault.kind === "lag") this.lag.arm(armed);
    this.#onChange();
    return armed.show();
  }

  all(): ArmedFault[] {
    return [...this.#armed.values()].map((armed) => armed.show());
  }

  async clear(): Promise<void> {
    const held = [...this.#held].map(({ finished }) => finished);
    const opened = this.#disarm();
    this.#holds.release();
    await Promise.all([...opened, ...held]);
  }

  whenFired(id: string, times = 1): Promise<void> {
    const armed = this.#armed.get(id);
    return armed?.whenFired(times) ?? Promise.reject(new FaultError("there is no armed fault with this id"));
  }

  /** Disarms all. What is held never goes on; a failure to listen again shows on stderr, since nobody waits for it. */
  reset(): void {
    this.#holds.abandon();
    for (const held of [...this.#held]) held.drop();
    this.#held.clear();
    Promise.all(this.#disarm()).catch(report);
  }

  /** Ends with the emulator. */
  close(): void {
    this.listener.stop();
    this.reset();
  }

  /** Counts an arriving request, and says what is going to befall it. */
  plan(operation: Operation): Plan {
    return planRequest(this.#armed.values(), operation);
  }

  /** Takes note that a request has been dealt with. */
  finish(request: HeldRequest): void {
    this.#held.delete(request);
  }

  /** Takes note that a fault has fired. */
  recordHit(armed: Armed, where: Omit<FaultHit, "time">): void {
    armed.recordHit({ ...where, time: new Date(this.#clock.now()).toISOString() });
    this.#onChange();
  }

  /** Resolves when the duration is over, or the faults are cleared; never, where the emulator is reset or closed. */
  async hold(armed: Armed, duration: HoldDuration, request: HeldRequest): Promise<void> {
    armed.holding += 1;
    this.#held.add(request);
    this.#onChange();
    await new Promise<void>((resolve) => {
      this.#holds.hold(duration, resolve);
    });
    armed.holding -= 1;
    this.#onChange();
  }

  /** Closes the listener for as long as the fault says. */
  refuse(armed: Armed, { seconds, milliseconds }: RefuseFault, where: Omit<FaultHit, "time">): void {
    this.listener.close(armed);
    this.recordHit(armed, where);
    if (seconds === undefined && milliseconds === undefined) return;
    this.#holds.hold({ seconds, milliseconds }, () => {
      this.listener.open(armed).catch(report);
    });
  }

  /** Answers what ends when the listener listens again. */
  #disarm(): Promise<void>[] {
    const disarmed = [...this.#armed.values()];
    this.#armed.clear();
    this.lag.clear();
    for (const armed of disarmed) armed.disarm();
    this.#onChange();
    return disarmed.map((armed) => this.listener.open(armed));
  }
}
