import { controlledSession, type ControlledSession } from "./response-shapes";
import { isExpired } from "./session";
import { addSession } from "./session-control-add";
import { changeSession } from "./session-control-change";
import type { Vendor } from "./vendor";

/** Direct access to the emulator's sessions, without the API. */
export interface SessionControl {
  /** All sessions of all accounts, oldest first. */
  all(): ControlledSession[];
  /** The sessions that have not expired. */
  live(): ControlledSession[];
  get(sessionUuid: string): ControlledSession | undefined;
  /**
   * Adds a session under its own UUID, so that a saved state finds it. Fields have wire names, as `get`
   * returns them; session_uuid, virtual_number and expiry_time are required.
   * @throws Error if the session exists or a field is invalid.
   */
  add(session: Readonly<Record<string, unknown>>): void;
  /**
   * Changes fields, by wire name, including status, expiry_time and virtual_number. A status other than
   * "expired" stays while the session is live.
   * @throws Error if the session or a field is unknown.
   */
  change(sessionUuid: string, changes: Record<string, unknown>): void;
  /**
   * Removes a session: the API then responds with 404.
   * @throws Error if the session is unknown.
   */
  remove(sessionUuid: string): void;
}

export function sessionControl(vendor: Vendor): SessionControl {
  const { sessions, clock } = vendor;
  return {
    all: () => sessions.all().map((session) => controlledSession(session, clock.now())),
    live: () => {
      const now = clock.now();
      return sessions
        .all()
        .filter((session) => !isExpired(session, now))
        .map((session) => controlledSession(session, now));
    },
    get: (sessionUuid) => {
      const session = sessions.get(sessionUuid);
      return session && controlledSession(session, clock.now());
    },
    add: (session) => {
      addSession(vendor, session);
    },
    change: (sessionUuid, changes) => {
      changeSession(vendor, sessionUuid, changes);
    },
    remove: (sessionUuid) => {
      const session = sessions.get(sessionUuid);
      if (!session) throw new Error("there is no session with this session_uuid");
      sessions.remove(session);
    },
  };
}
