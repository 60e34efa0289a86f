import { isExpired, type Session } from "../domain/session";
import type { Party } from "./types";

/** What becomes of a call to a virtual number. */
export type Route =
  /** The caller is, or stands for, this party. */
  | { readonly kind: "connect"; readonly session: Session; readonly caller: Party }
  /** A PIN decides it: of the first of these sessions the prompt is played, and a PIN of any will do. */
  | { readonly kind: "pin"; readonly sessions: readonly Session[] }
  /** Nobody is rung. */
  | {
      readonly kind: "refuse";
      readonly session: Session | null;
      readonly play: string | null;
      readonly reason: string;
    };

/** The party of the session's that is not this one. */
export function otherParty(party: Party): Party {
  return party === "firstParty" ? "secondParty" : "firstParty";
}

/** A party's number (without "+"); null where it isn't set. */
export function numberOf(session: Session, party: Party): string | null {
  return party === "firstParty" ? session.first_party : session.second_party;
}

/** The party with this number. */
function partyOf(session: Session, number: string): Party | null {
  if (session.first_party === number) return "firstParty";
  return session.second_party === number ? "secondParty" : null;
}

/** The party whose number isn't set, in a session that was created with a single one. */
export function missingParty(session: Session): Party | null {
  if (!session.create_session_with_single_party) return null;
  if (session.second_party === null) return "secondParty";
  return session.first_party === null ? "firstParty" : null;
}

/** Whom the caller is to be connected to: the other party, or where it isn't set the last unknown caller; null where there is nobody. */
export function calledNumber(session: Session, caller: Party): string | null {
  return numberOf(session, otherParty(caller)) ?? session.last_caller;
}

/** The party that a PIN belongs to, and its session: the first of these that knows it. */
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

/** One who is no party of any session: the newest session that takes unknown callers in decides. */
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

/** Those that live on a number, the newest first. */
function liveSessions(sessions: readonly Session[], number: string, now: number): Session[] {
  const isLive = (session: Session) => session.virtual_number === number && !isExpired(session, now);
  return sessions.filter(isLive).sort((one, other) => other.sequence - one.sequence);
}

/** What becomes of a call from one number to a virtual number of the account with these sessions at this time. Numbers are without "+". */
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
