import type { EmulatorClock } from "../common/clock";
import type { Timers } from "../common/timers";
import type { Session } from "./session";

interface ScheduledTimeout {
  readonly due: number;
  readonly cancel: () => void;
}

/** Tells when the sessions that have a callback_url expire by their time. */
export class Timeouts {
  readonly #clock: EmulatorClock;
  readonly #timers: Timers;
  readonly #onExpiry: (session: Session, time: number) => void;
  readonly #scheduled = new Map<string, ScheduledTimeout>();

  /** @param onExpiry is called when a session's time has come */
  constructor(clock: EmulatorClock, timers: Timers, onExpiry: (session: Session, time: number) => void) {
    this.#clock = clock;
    this.#timers = timers;
    this.#onExpiry = onExpiry;
  }

  /** Waits for the end of a session that is new or has changed. One that has been ended already never times out. */
  schedule(session: Session): void {
    const due = session.callback_url === null ? null : session.expiry_time;
    if (this.#scheduled.get(session.session_uuid)?.due === due) return;
    this.cancel(session);
    if (due === null || due <= this.#clock.now()) return;
    const cancel = this.#timers.at(due, (time) => {
      this.#scheduled.delete(session.session_uuid);
      this.#onExpiry(session, time);
    });
    this.#scheduled.set(session.session_uuid, { due, cancel });
  }

  cancel({ session_uuid }: Session): void {
    this.#scheduled.get(session_uuid)?.cancel();
    this.#scheduled.delete(session_uuid);
  }

  clear(): void {
    for (const { cancel } of this.#scheduled.values()) cancel();
    this.#scheduled.clear();
  }
}
