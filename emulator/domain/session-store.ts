import { OrderedSessions } from "./ordered-sessions";
import { isExpired, type Session } from "./session";

/** Whether the session's number is still in its cool-off period. */
function isCoolingOff(session: Session, now: number): boolean {
  const rest = (session.virtual_number_cooloff_period ?? 0) * 1000;
  return isExpired(session, now) && now < session.expiry_time + rest;
}

/** Receives a session that is new, has changed, or (`isStored` false) was removed. */
export type SessionListener = (session: Session, isStored: boolean) => void;

/** Sessions grouped by a key. */
class Groups {
  readonly #groups = new Map<string, OrderedSessions>();

  of(key: string): readonly Session[] {
    return this.#groups.get(key)?.all ?? [];
  }

  add(key: string, session: Session): void {
    const group = this.#groups.get(key) ?? new OrderedSessions();
    group.add(session);
    this.#groups.set(key, group);
  }

  remove(key: string, session: Session): void {
    const group = this.#groups.get(key);
    group?.remove(session);
    if (group?.all.length === 0) this.#groups.delete(key);
  }

  clear(): void {
    this.#groups.clear();
  }
}

function partyKey(authId: string, party: string): string {
  return `${authId} ${party}`;
}

/** The keys of the session's parties. If both are the same number, there is one key. */
function partyKeys({ auth_id, first_party, second_party }: Session): Set<string> {
  const parties = [first_party, second_party].filter((party) => party !== null);
  return new Set(parties.map((party) => partyKey(auth_id, party)));
}

/** All sessions of all accounts, including expired ones. */
export class SessionStore {
  readonly #sessions = new Map<string, Session>();
  readonly #byAccount = new Groups();
  readonly #byParty = new Groups();
  readonly #withCooloff = new Set<Session>();
  readonly #onChange: () => void;
  readonly #listeners: SessionListener[] = [];
  #sequence = 0;

  /** @param onChange is called after each change. */
  constructor(onChange: () => void = () => undefined) {
    this.#onChange = onChange;
  }

  /** Calls `listener` after each change of a session. It is not called by `clear`. */
  listen(listener: SessionListener): void {
    this.#listeners.push(listener);
  }

  /** The sequence number of the last created session, even if it was removed. */
  get sequence(): number {
    return this.#sequence;
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

  /** Loads the sessions of an earlier process and continues its sequence. */
  load(sessions: readonly Session[], sequence: number): void {
    this.#sequence = sequence;
    for (const session of sessions) this.add(session);
  }

  get(sessionUuid: string): Session | undefined {
    return this.#sessions.get(sessionUuid);
  }

  /** In the order of creation. */
  all(): Session[] {
    return [...this.#sessions.values()];
  }

  /** An account's sessions in the order of created_time, then of creation. A live view. */
  ofAccount(authId: string): readonly Session[] {
    return this.#byAccount.of(authId);
  }

  /** The account's sessions with this party (a number without "+"), in the same order. */
  ofParty(authId: string, party: string): readonly Session[] {
    return this.#byParty.of(partyKey(authId, party));
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
    this.#byAccount.clear();
    this.#byParty.clear();
    this.#withCooloff.clear();
    this.#onChange();
  }

  /** The account's numbers (without "+") that a session of these parties cannot get now. */
  takenNumbers(authId: string, parties: readonly string[], now: number): Set<string> {
    const busy = parties
      .flatMap((party) => this.ofParty(authId, party))
      .filter((session) => !isExpired(session, now));
    const resting = [...this.#withCooloff].filter(
      (session) => session.auth_id === authId && isCoolingOff(session, now),
    );
    return new Set([...busy, ...resting].map((session) => session.virtual_number));
  }

  #announce(session: Session, isStored: boolean): void {
    for (const listener of this.#listeners) listener(session, isStored);
    this.#onChange();
  }

  #index(session: Session): void {
    if (session.virtual_number_cooloff_period) this.#withCooloff.add(session);
    this.#byAccount.add(session.auth_id, session);
    for (const key of partyKeys(session)) this.#byParty.add(key, session);
  }

  #unindex(session: Session): void {
    this.#withCooloff.delete(session);
    this.#byAccount.remove(session.auth_id, session);
    for (const key of partyKeys(session)) this.#byParty.remove(key, session);
  }
}
