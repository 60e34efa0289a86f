import { controlledSession, type ControlledSession } from "./response-shapes";
import { isExpired } from "./session";
import { addSession } from "./session-control-add";
import { changeSession } from "./session-control-change";
import type { Vendor } from "./vendor";

/** Direct access to an emulator's sessions, past its API. */
export interface SessionControl {
  /** Every session of every account, oldest first. */
  all(): ControlledSession[];
  /** Those that have not expired. */
  live(): ControlledSession[];
  get(sessionUuid: string): ControlledSession | undefined;
  /**
   * Takes in a session that was made elsewhere, under its own id, so that a saved state finds it: fields by wire name, such as `get` has
   * given them, of which session_uuid, virtual_number and expiry_time are needed, and what is left out is unset. A session that is there
   * already, and what `change` would not take, throws.
   */
  add(session: Readonly<Record<string, unknown>>): void;
  /**
   * Changes fields, by wire name, behind the back of whoever made the session: status, expiry_time and virtual_number
   * too. An unknown session or field throws. A status other than "expired" stays while the session lives.
   */
  change(sessionUuid: string, changes: Record<string, unknown>): void;
  /** Forgets a session: the API answers 404 for it. An unknown session throws. */
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
