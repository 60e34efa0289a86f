import type { Session } from "./session";

/** The first place from which on the condition holds, of a list where it holds from some place on. */
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

/** Those of ordered sessions that were created in a span of time, both ends included. */
export function createdBetween(sessions: readonly Session[], from: number, to: number): readonly Session[] {
  const begin = firstIndex(sessions, ({ created_time }) => created_time >= from);
  const end = firstIndex(sessions, ({ created_time }) => created_time > to);
  return sessions.slice(begin, end);
}

/** Sessions in the order of their created_time, and of one time in the order of their creation. */
export class OrderedSessions {
  readonly #sessions: Session[] = [];

  /** Oldest first. It changes as the store does: look at it at once, and keep it not. */
  get all(): readonly Session[] {
    return this.#sessions;
  }

  add(session: Session): void {
    this.#sessions.splice(this.#indexAfter(session), 0, session);
  }

  /** Takes one out, which must have the created_time with which it was added. */
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
