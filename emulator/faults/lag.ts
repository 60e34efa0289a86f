import type { Page } from "../domain/list-sessions";
import type { Session } from "../domain/session";
import type { Armed } from "./armed-fault";

/** How many more lists will omit a session, by its UUID. */
type Missing = Map<string, number>;

/** The lag faults: lists that omit new sessions. */
export class Lag {
  readonly #faults = new Map<Armed, Missing>();

  arm(armed: Armed): void {
    this.#faults.set(armed, new Map());
  }

  clear(): void {
    this.#faults.clear();
  }

  /** Makes a new session lag. */
  addSession(sessionUuid: string): void {
    for (const [{ fault }, missing] of this.#faults) {
      if (fault.kind === "lag") missing.set(sessionUuid, fault.reads ?? Infinity);
    }
  }

  /** A page without the lagging sessions, and the faults that removed any from it. */
  listWithout(
    sessions: readonly Session[],
    page: (sessions: readonly Session[]) => Page,
  ): { page: Page; hiddenBy: Armed[] } {
    if (this.#faults.size === 0) return { page: page(sessions), hiddenBy: [] };
    const whole = page(sessions);
    const lagging = new Set([...this.#faults.values()].flatMap((missing) => [...missing.keys()]));
    const hiddenBy = [...this.#faults].filter(([, missing]) => countDown(missing, whole.rows));
    return {
      page: page(sessions.filter(({ session_uuid }) => !lagging.has(session_uuid))),
      hiddenBy: hiddenBy.map(([armed]) => armed),
    };
  }
}

/** Counts down for each lagging row. Returns whether there was one. */
function countDown(missing: Missing, rows: readonly Session[]): boolean {
  let any = false;
  for (const { session_uuid } of rows) {
    const left = missing.get(session_uuid);
    if (left === undefined) continue;
    any = true;
    if (left > 1) missing.set(session_uuid, left - 1);
    else missing.delete(session_uuid);
  }
  return any;
}
