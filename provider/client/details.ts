import { interactionNames, sessionNames, type Interaction, type Session } from "../plivo";

/**
 * A call between the parties, with its two legs: "The Interaction Object" of Plivo's document, and what its
 * servers report beyond it. Null means none, or not reported.
 */
export type InteractionDetails = {
  readonly [Name in keyof Interaction]-?: Exclude<Interaction[Name], undefined>;
};

/**
 * A session as Plivo reports it: "The Session Object" of its document, and what its servers report beyond it.
 * Each attribute is present. Null means unset, or not reported.
 */
export type SessionDetails = {
  readonly [Name in keyof Session]-?: Name extends "interaction"
    ? readonly InteractionDetails[]
    : Exclude<Session[Name], undefined>;
};

/** A session with each attribute set, to null if Plivo did not report it. */
export function sessionDetails(session: Session): SessionDetails {
  const interaction = (session.interaction ?? []).map((one) => complete(one, interactionNames));
  return { ...complete(session, sessionNames), interaction } as unknown as SessionDetails;
}

function complete<Wire extends object>(wire: Wire, names: readonly (keyof Wire)[]): object {
  return Object.fromEntries(names.map((name) => [name, wire[name] ?? null]));
}
