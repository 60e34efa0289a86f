import { completeInteractions } from "../calls/interaction";
import type { Calls } from "../calls/registry";
import { lifetime, type Session } from "../domain/session";
import { rowOf, storedNames } from "../domain/session-fields";
import type { SessionStore } from "../domain/session-store";
import { checkMembers, DamagedPartError, readCount, readList, readObject, type Kind } from "./read-members";
import type { SavedPart } from "./saved-part";

/** The type in the data file for each kind of field. */
const members = {
  phone: "text",
  text: "text",
  url: "text",
  audio: "text",
  pin: "text",
  choice: "text",
  integer: "number",
  time: "number",
  number: "number",
  amount: "number",
  boolean: "boolean",
} as const;

/** Every field of a session except `interaction`, which is null or a list. */
const fields = Object.fromEntries(
  storedNames.flatMap((name): [string, Kind][] => {
    const { kind, nullable } = rowOf(name);
    if (kind === "interactions") return [];
    return [[name, nullable ? `${members[kind]} or null` : members[kind]]];
  }),
);

/** Values for members that older files do not have. A member that every session has needs none. */
const defaults = Object.fromEntries(
  storedNames.map((name) => [name, rowOf(name).nullable ? null : rowOf(name).default]),
);

/** A stored session with all members. A member that an older emulator did not know gets its default. */
function withDefaults(stored: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const times = { modified_time: stored["created_time"], duration: lifetime(stored as unknown as Session) };
  return { ...defaults, ...times, ...stored };
}

const interactionFields: Readonly<Record<string, Kind>> = {
  start_time: "text",
  end_time: "text",
  type: "text",
  total_call_count: "number",
  duration: "number",
};

function readSession(value: unknown, index: number): Session {
  const place = `sessions.sessions[${index}]`;
  const session = withDefaults(readObject(place, value));
  checkMembers(place, session, fields);
  if (session["interaction"] !== null) {
    const interactions = readList(`${place}.interaction`, session["interaction"]);
    for (const [position, interaction] of interactions.entries()) {
      const at = `${place}.interaction[${position}]`;
      checkMembers(at, readObject(at, interaction), interactionFields);
    }
  }
  return session as unknown as Session;
}

function requireDistinct(sessions: readonly Session[]): void {
  const seen = new Set<string>();
  for (const [index, { session_uuid }] of sessions.entries()) {
    if (seen.has(session_uuid)) {
      throw new DamagedPartError(
        `sessions.sessions[${index}].session_uuid should be another than those before it`,
      );
    }
    seen.add(session_uuid);
  }
}

/**
 * The sessions of all accounts and their counter. A call in progress is not saved: it ends with the emulator.
 */
export function sessionsPart(store: SessionStore, calls: Pick<Calls, "isBusy">): SavedPart {
  const toSave = (session: Session) => ({
    ...session,
    live_status: calls.isBusy(session) ? null : session.live_status,
    interaction: completeInteractions(session.interaction),
  });
  return {
    name: "sessions",
    save: () => ({ sequence: store.sequence, sessions: store.all().map(toSave) }),
    load: (toSave) => {
      const { sequence, sessions } = readObject("sessions", toSave);
      const count = readCount("sessions.sequence", sequence);
      const read = readList("sessions.sessions", sessions).map(readSession);
      requireDistinct(read);
      store.load(read, count);
    },
  };
}
