import { interactionNames, sessionNames, type Interaction, type Session } from "../plivo";

/**
 * One interaction within a session, that is a call between the parties with its two legs: the vendor's
 * document, "The Interaction Object", and what its servers answer beyond that. Null: not reported, or none.
 */
export type InteractionDetails = {
  readonly [Name in keyof Interaction]-?: Exclude<Interaction[Name], undefined>;
};

/**
 * A session as Plivo reports it: the vendor's document, "The Session Object", and what its servers answer
 * beyond that. Every attribute is there; null: unset, or not reported.
 */
export type SessionDetails = {
  readonly [Name in keyof Session]-?: Name extends "interaction"
    ? readonly InteractionDetails[]
    : Exclude<Session[Name], undefined>;
};

/** A session with all its attributes, as a program has it. */
export function sessionDetails(session: Session): SessionDetails {
  const interaction = (session.interaction ?? []).map((one) => complete(one, interactionNames));
  return { ...complete(session, sessionNames), interaction } as unknown as SessionDetails;
}

function complete<Wire extends object>(wire: Wire, names: readonly (keyof Wire)[]): object {
  return Object.fromEntries(names.map((name) => [name, wire[name] ?? null]));
}
