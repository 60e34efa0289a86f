import { endedInteractions } from "../calls/interaction";
import type { Calls } from "../calls/registry";
import { lifetime, type Session } from "../domain/session";
import type { SessionStore } from "../domain/session-store";
import { checkMembers, DamagedPartError, readCount, readList, readObject, type Kind } from "./read-members";
import type { SavedPart } from "./saved-part";

/** Every field of a session apart from `interaction`, which is null or a list. */
const FIELDS: Readonly<Record<Exclude<keyof Session, "interaction">, Kind>> = {
  session_uuid: "text",
  auth_id: "text",
  sequence: "number",
  first_party: "text or null",
  second_party: "text or null",
  virtual_number: "text",
  live_status: "text or null",
  geomatch: "boolean",
  subaccount: "text or null",
  session_expiry: "number",
  call_time_limit: "number",
  ring_timeout: "number",
  initiate_call_to_first_party: "boolean",
  callback_url: "text or null",
  callback_method: "text",
  record: "boolean",
  record_file_format: "text",
  recording_callback_url: "text or null",
  recording_callback_method: "text",
  first_party_play_url: "text or null",
  second_party_play_url: "text or null",
  is_pin_authentication_required: "boolean",
  generate_pin: "boolean or null",
  generate_pin_length: "number or null",
  first_party_pin: "text or null",
  second_party_pin: "text or null",
  pin_prompt_play: "text or null",
  pin_retry: "number or null",
  pin_retry_wait: "number or null",
  incorrect_pin_play: "text or null",
  unknown_caller_play: "text or null",
  force_pin_authentication: "boolean or null",
  create_session_with_single_party: "boolean or null",
  virtual_number_cooloff_period: "number or null",
  created_time: "number",
  modified_time: "number",
  expiry_time: "number",
  last_interaction_time: "number or null",
  duration: "number",
  amount: "number",
  total_call_amount: "number",
  total_call_count: "number",
  total_call_billed_duration: "number",
  total_session_amount: "number",
  last_caller: "text or null",
  callback_sequence: "number",
};

/** The members without which there is no session. */
const NEEDED = ["session_uuid", "auth_id", "sequence", "virtual_number", "created_time", "expiry_time"];

/** What a member that can't be null has in a file from before it was added. */
const DEFAULTS: Readonly<Record<string, unknown>> = {
  geomatch: true,
  session_expiry: 1800,
  call_time_limit: 14_400,
  ring_timeout: 45,
  callback_method: "POST",
  record_file_format: "mp3",
  recording_callback_method: "POST",
};

const EMPTY: Readonly<Record<string, unknown>> = { boolean: false, number: 0 };

/** A stored session with every member: one that an older emulator did not know gets its default. */
function completed(stored: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const defaults = Object.entries(FIELDS)
    .filter(([name]) => !NEEDED.includes(name))
    .map(([name, kind]) => [name, DEFAULTS[name] ?? EMPTY[kind] ?? null] as const);
  const times = { modified_time: stored["created_time"], duration: lifetime(stored as unknown as Session) };
  return { ...Object.fromEntries(defaults), interaction: null, ...times, ...stored };
}

const INTERACTION: Readonly<Record<string, Kind>> = {
  start_time: "text",
  end_time: "text",
  type: "text",
  total_call_count: "number",
  duration: "number",
};

function readSession(value: unknown, index: number): Session {
  const place = `sessions.sessions[${index}]`;
  const session = completed(readObject(place, value));
  checkMembers(place, session, FIELDS);
  if (session["interaction"] !== null) {
    const interactions = readList(`${place}.interaction`, session["interaction"]);
    for (const [position, interaction] of interactions.entries()) {
      const at = `${place}.interaction[${position}]`;
      checkMembers(at, readObject(at, interaction), INTERACTION);
    }
  }
  return session as unknown as Session;
}

function requireDistinct(sessions: readonly Session[]): void {
  const known = new Set<string>();
  for (const [index, { session_uuid }] of sessions.entries()) {
    if (known.has(session_uuid)) {
      throw new DamagedPartError(
        `sessions.sessions[${index}].session_uuid should be another than those before it`,
      );
    }
    known.add(session_uuid);
  }
}

/** The sessions of all accounts, and how far they are counted. A call that goes on is not saved: it ends with the emulator. */
export function sessionsPart(store: SessionStore, calls: Pick<Calls, "isBusy">): SavedPart {
  const saved = (session: Session) => ({
    ...session,
    live_status: calls.isBusy(session) ? null : session.live_status,
    interaction: endedInteractions(session.interaction),
  });
  return {
    name: "sessions",
    save: () => ({ sequence: store.sequence, sessions: store.all().map(saved) }),
    load: (saved) => {
      const { sequence, sessions } = readObject("sessions", saved);
      const count = readCount("sessions.sequence", sequence);
      const read = readList("sessions.sessions", sessions).map(readSession);
      requireDistinct(read);
      store.load(read, count);
    },
  };
}
