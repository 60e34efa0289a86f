import { isExpired, type Session } from "../domain/session";
import type { Party } from "./types";

/** The routing of a call to a virtual number. */
export type Route =
  /** The caller is this party. */
  | { readonly kind: "connect"; readonly session: Session; readonly caller: Party }
  /** A PIN decides. The first session's prompt is played; a PIN of any of the sessions is valid. */
  | { readonly kind: "pin"; readonly sessions: readonly Session[] }
  /** The call is refused. */
  | {
      readonly kind: "refuse";
      readonly session: Session | null;
      readonly play: string | null;
      readonly reason: string;
    };

export function otherParty(party: Party): Party {
  return party === "firstParty" ? "secondParty" : "firstParty";
}

/** A party's number without "+". Null if it is not set. */
export function numberOf(session: Session, party: Party): string | null {
  return party === "firstParty" ? session.first_party : session.second_party;
}

function partyOf(session: Session, number: string): Party | null {
  if (session.first_party === number) return "firstParty";
  return session.second_party === number ? "secondParty" : null;
}

/** The party that is not set in a session with a single party. */
export function missingParty(session: Session): Party | null {
  if (!session.create_session_with_single_party) return null;
  if (session.second_party === null) return "secondParty";
  return session.first_party === null ? "firstParty" : null;
}

/**
 * The number to connect the caller to: the other party's, or else the last unknown caller's. Null if there is
 * none.
 */
export function calledNumber(session: Session, caller: Party): string | null {
  return numberOf(session, otherParty(caller)) ?? session.last_caller;
}

/** The party with this PIN, in the first session that has it. */
export function ownerOfPin(
  sessions: readonly Session[],
  pin: string | undefined,
): { session: Session; caller: Party } | null {
  if (pin === undefined) return null;
  for (const session of sessions) {
    if (session.first_party_pin === pin) return { session, caller: "firstParty" };
    if (session.second_party_pin === pin) return { session, caller: "secondParty" };
  }
  return null;
}

function refuse(session: Session | null, reason: string): Route {
  return { kind: "refuse", session, play: session?.unknown_caller_play ?? null, reason };
}

/** Routes an unknown caller by the newest session that accepts unknown callers. */
function routeUnknown(sessions: readonly Session[]): Route {
  const requiresPin = (session: Session) => session.is_pin_authentication_required;
  const accepting = sessions.find((session) => requiresPin(session) || missingParty(session) !== null);
  if (accepting && requiresPin(accepting)) return { kind: "pin", sessions: sessions.filter(requiresPin) };
  const caller = accepting && missingParty(accepting);
  if (accepting && caller) return { kind: "connect", session: accepting, caller };
  const playing = sessions.find((session) => session.unknown_caller_play !== null);
  if (playing) return refuse(playing, "the caller is unknown");
  return refuse(null, "no live session on this number knows the caller");
}

/** The live sessions on a number, newest first. */
function liveSessions(sessions: readonly Session[], number: string, now: number): Session[] {
  const isLive = (session: Session) => session.virtual_number === number && !isExpired(session, now);
  return sessions.filter(isLive).sort((one, other) => other.sequence - one.sequence);
}

/** Routes a call to a virtual number of the account with these sessions. Numbers have no "+". */
export function routeCall(
  sessions: readonly Session[],
  call: { virtualNumber: string; from: string },
  now: number,
): Route {
  const live = liveSessions(sessions, call.virtualNumber, now);
  const session = live.find((one) => partyOf(one, call.from) !== null);
  const caller = session && partyOf(session, call.from);
  if (!session || !caller) return routeUnknown(live);
  const forced = session.is_pin_authentication_required && session.force_pin_authentication;
  return forced ? { kind: "pin", sessions: [session] } : { kind: "connect", session, caller };
}
