import type { Session } from "./session";

/** The first index at which the condition holds. It must hold for all later ones too. */
function firstIndex(sessions: readonly Session[], holds: (session: Session) => boolean): number {
  let [low, high] = [0, sessions.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const there = sessions[middle];
    if (there !== undefined && !holds(there)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The sessions that were created in a range, both ends included. */
export function createdBetween(sessions: readonly Session[], from: number, to: number): readonly Session[] {
  const begin = firstIndex(sessions, ({ created_time }) => created_time >= from);
  const end = firstIndex(sessions, ({ created_time }) => created_time > to);
  return sessions.slice(begin, end);
}

/** Sessions in the order of created_time, then of creation. */
export class OrderedSessions {
  readonly #sessions: Session[] = [];

  /** Oldest first. A live view: use it at once. */
  get all(): readonly Session[] {
    return this.#sessions;
  }

  add(session: Session): void {
    this.#sessions.splice(this.#indexAfter(session), 0, session);
  }

  /** Removes a session. Its created_time must be the one with which it was added. */
  remove(session: Session): void {
    const place = this.#indexAfter(session) - 1;
    if (this.#sessions[place] === session) this.#sessions.splice(place, 1);
  }

  #indexAfter({ created_time, sequence }: Session): number {
    return firstIndex(
      this.#sessions,
      (other) =>
        other.created_time > created_time ||
        (other.created_time === created_time && other.sequence > sequence),
    );
  }
}
