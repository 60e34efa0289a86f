import { isExpired, type Session } from "./session";

/** Whether the session's number rests after its end: given to nobody until the cool-off period has passed. */
function isCoolingOff(session: Session, now: number): boolean {
  const rest = (session.virtual_number_cooloff_period ?? 0) * 1000;
  return isExpired(session, now) && now < session.expiry_time + rest;
}

/** Told which session is new, has changed or (`isKept` false) is forgotten. */
export type SessionListener = (session: Session, isKept: boolean) => void;

/** All sessions of all accounts, the expired ones too, in the order of their creation. */
export class SessionStore {
  readonly #sessions = new Map<string, Session>();
  readonly #byParty = new Map<string, Set<Session>>();
  readonly #withCooloff = new Set<Session>();
  readonly #tell: () => void;
  readonly #listeners: SessionListener[] = [];
  #sequence = 0;

  /** @param tell is called after each change. */
  constructor(tell: () => void = () => undefined) {
    this.#tell = tell;
  }

  /** Calls back after each change of a session, whoever made it. Not called when all are cleared. */
  listen(listener: SessionListener): void {
    this.#listeners.push(listener);
  }

  nextSequence(): number {
    this.#sequence += 1;
    return this.#sequence;
  }

  add(session: Session): void {
    this.#sessions.set(session.session_uuid, session);
    this.#index(session);
    this.#announce(session, true);
  }

  get(sessionUuid: string): Session | undefined {
    return this.#sessions.get(sessionUuid);
  }

  all(): Session[] {
    return [...this.#sessions.values()];
  }

  ofAccount(authId: string): Session[] {
    return this.all().filter((session) => session.auth_id === authId);
  }

  /** Changes a stored session in place. */
  change(session: Session, changes: Partial<Session>): void {
    this.#unindex(session);
    Object.assign(session, changes);
    this.#index(session);
    this.#announce(session, true);
  }

  remove(session: Session): void {
    this.#unindex(session);
    this.#sessions.delete(session.session_uuid);
    this.#announce(session, false);
  }

  clear(): void {
    this.#sessions.clear();
    this.#byParty.clear();
    this.#withCooloff.clear();
    this.#tell();
  }

  /** The numbers (without "+") of an account that a session of these parties can't have at this time. */
  takenNumbers(authId: string, parties: readonly string[], now: number): Set<string> {
    const busy = parties
      .flatMap((party) => [...(this.#byParty.get(party) ?? [])])
      .filter((session) => session.auth_id === authId && !isExpired(session, now));
    const resting = [...this.#withCooloff].filter(
      (session) => session.auth_id === authId && isCoolingOff(session, now),
    );
    return new Set([...busy, ...resting].map((session) => session.virtual_number));
  }

  #announce(session: Session, isKept: boolean): void {
    for (const listener of this.#listeners) listener(session, isKept);
    this.#tell();
  }

  #index(session: Session): void {
    if (session.virtual_number_cooloff_period) this.#withCooloff.add(session);
    for (const party of [session.first_party, session.second_party]) {
      if (party === null) continue;
      const known = this.#byParty.get(party);
      if (known) known.add(session);
      else this.#byParty.set(party, new Set([session]));
    }
  }

  #unindex(session: Session): void {
    this.#withCooloff.delete(session);
    for (const party of [session.first_party, session.second_party]) {
      if (party === null) continue;
      const known = this.#byParty.get(party);
      known?.delete(session);
      if (known?.size === 0) this.#byParty.delete(party);
    }
  }
}
