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
  /** Resolves when the request is finished. */
  readonly finished: Promise<void>;
  /** Ends the request without a response. */
  drop(): void;
}

/** The emulator's faults and the requests that they hold. */
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

  get isAnyArmed(): boolean {
    return this.#armed.size > 0;
  }

  /** The fault that makes the emulator refuse connections now. */
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

  /**
   * Disarms all faults. Held requests never continue. A failure to listen again goes to stderr, since no
   * caller waits for it.
   */
  reset(): void {
    this.#holds.abandon();
    for (const held of [...this.#held]) held.drop();
    this.#held.clear();
    Promise.all(this.#disarm()).catch(report);
  }

  close(): void {
    this.listener.stop();
    this.reset();
  }

  /** Counts a new request, and returns the faults that will hit it. */
  plan(operation: Operation): Plan {
    return planRequest(this.#armed.values(), operation);
  }

  finish(request: HeldRequest): void {
    this.#held.delete(request);
  }

  recordHit(armed: Armed, where: Omit<FaultHit, "time">): void {
    armed.recordHit({ ...where, time: new Date(this.#clock.now()).toISOString() });
    this.#onChange();
  }

  /** Resolves after the duration or when the faults are cleared. Never resolves after a reset or close. */
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

  /** Closes the listener for the fault's duration. */
  refuse(armed: Armed, { seconds, milliseconds }: RefuseFault, where: Omit<FaultHit, "time">): void {
    this.listener.close(armed);
    this.recordHit(armed, where);
    if (seconds === undefined && milliseconds === undefined) return;
    this.#holds.hold({ seconds, milliseconds }, () => {
      this.listener.open(armed).catch(report);
    });
  }

  /** Returns promises that resolve when the listener listens again. */
  #disarm(): Promise<void>[] {
    const disarmed = [...this.#armed.values()];
    this.#armed.clear();
    this.lag.clear();
    for (const armed of disarmed) armed.disarm();
    this.#onChange();
    return disarmed.map((armed) => this.listener.open(armed));
  }
}
