import type { EmulatorClock } from "../common/clock";
import type { Timers } from "../common/timers";
import type { Session } from "./session";

interface ScheduledTimeout {
  readonly due: number;
  readonly cancel: () => void;
}

/** Calls back when a session with a callback_url expires. */
export class Timeouts {
  readonly #clock: EmulatorClock;
  readonly #timers: Timers;
  readonly #onExpiry: (session: Session, time: number) => void;
  readonly #scheduled = new Map<string, ScheduledTimeout>();

  /** @param onExpiry is called when a session expires. */
  constructor(clock: EmulatorClock, timers: Timers, onExpiry: (session: Session, time: number) => void) {
    this.#clock = clock;
    this.#timers = timers;
    this.#onExpiry = onExpiry;
  }

  /** Schedules the timeout of a new or changed session. A session that has expired already gets none. */
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
