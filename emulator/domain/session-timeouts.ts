import type { EmulatorClock } from "../common/clock";
import type { Timers } from "../common/timers";
import type { Session } from "./session";

interface Waiting {
  readonly due: number;
  readonly callOff: () => void;
}

/** Tells when the sessions that have a callback_url expire by their time. */
export class Timeouts {
  readonly #clock: EmulatorClock;
  readonly #timers: Timers;
  readonly #expired: (session: Session, time: number) => void;
  readonly #waiting = new Map<string, Waiting>();

  /** @param expired is called when a session's time has come */
  constructor(clock: EmulatorClock, timers: Timers, expired: (session: Session, time: number) => void) {
    this.#clock = clock;
    this.#timers = timers;
    this.#expired = expired;
  }

  /** Waits for the end of a session that is new or has changed. One that has been ended already never times out. */
  follow(session: Session): void {
    const due = session.callback_url === null ? null : session.expiry_time;
    if (this.#waiting.get(session.session_uuid)?.due === due) return;
    this.forget(session);
    if (due === null || due <= this.#clock.now()) return;
    const callOff = this.#timers.at(due, (time) => {
      this.#waiting.delete(session.session_uuid);
      this.#expired(session, time);
    });
    this.#waiting.set(session.session_uuid, { due, callOff });
  }

  forget({ session_uuid }: Session): void {
    this.#waiting.get(session_uuid)?.callOff();
    this.#waiting.delete(session_uuid);
  }

  clear(): void {
    for (const { callOff } of this.#waiting.values()) callOff();
    this.#waiting.clear();
  }
}
