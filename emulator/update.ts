import type { Emulation } from "./emulation";
import { refusals } from "./errors";
import { isParameterName, PARAMETERS, type Parameter, type SentParameters } from "./parameters";
import { isExpired, lifetime, type Session } from "./session";
import { wholeSecond } from "./wire/timestamps";

/** Refuses what the update call doesn't take for this session, by name, sent with whatever value. */
export function requireUpdatable(session: Session, names: readonly string[]): void {
  for (const name of names) {
    if (!isParameterName(name)) continue;
    const parameter: Parameter = PARAMETERS[name];
    const singleParty = parameter.update === "single-party" && session.create_session_with_single_party;
    if (parameter.update !== "always" && !singleParty) throw refusals.notUpdatable(name);
  }
}

/** Throws the API's refusal for a session whose lifetime has passed. */
export function requireAlive(emulation: Emulation, session: Session): void {
  if (isExpired(session, emulation.clock.now())) throw refusals.alreadyExpired();
}

function emptyToNull(sent: SentParameters): Partial<Session> {
  return Object.fromEntries(Object.entries(sent).map(([name, value]) => [name, value === "" ? null : value]));
}

/** Changes a live session. Its clock restarts only where session_expiry was sent. */
export function updateSession(emulation: Emulation, session: Session, sent: SentParameters): void {
  const now = wholeSecond(emulation.clock.now());
  const changes: Partial<Session> = { ...emptyToNull(sent), modified_time: now };
  if (sent.session_expiry !== undefined) {
    const expiry = now + sent.session_expiry * 1000;
    changes.expiry_time = expiry;
    changes.duration = lifetime({ created_time: session.created_time, expiry_time: expiry });
  }
  emulation.sessions.change(session, changes);
}

/** Ends a live session now, and its calls. It stays stored, as an expired one. */
export function expireSession(emulation: Emulation, session: Session): void {
  const now = wholeSecond(emulation.clock.now());
  emulation.sessions.change(session, {
    modified_time: now,
    expiry_time: now,
    duration: lifetime({ created_time: session.created_time, expiry_time: now }),
  });
  emulation.calls.endOf(session);
}
