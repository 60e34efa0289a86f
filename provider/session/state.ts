import type { Session } from "../plivo";
import { fieldNames, type FieldName, type SessionInputs } from "./fields";

/** What Plivo decides about a session; stored beside the declared arguments. */
export interface SessionIdentity {
  /** The auth ID of the account that owns the session. */
  authId: string;
  sessionUuid: string;
  /** E.164, with "+". May change while the session lives, when Plivo replaces an unhealthy number. */
  virtualNumber?: string;
  /** `active`, `in-progress` or `expired`. */
  status?: string;
  /** ISO 8601, UTC. */
  createdTime?: string;
  /** ISO 8601, UTC. */
  expiryTime?: string;
}

/** The outputs of a session, as the state keeps them: an on-disk format that outlives releases. */
export type SessionState = SessionInputs & SessionIdentity;

/** Names of the outputs that no argument has. */
export const identityNames = [
  "authId",
  "sessionUuid",
  "virtualNumber",
  "status",
  "createdTime",
  "expiryTime",
] as const satisfies readonly (keyof SessionIdentity)[];

/** The arguments that Plivo makes itself where it is asked to. */
export const pinNames = ["firstPartyPin", "secondPartyPin"] as const;

/** Whether Plivo creates the argument itself. */
export function isGeneratedPin(
  name: FieldName,
  { generatePin }: { readonly generatePin?: boolean | null | undefined },
): boolean {
  return generatePin === true && (pinNames as readonly string[]).includes(name);
}

/** The arguments among a resource's properties that the program declared: a generated PIN is none. */
export function declaredInputs(properties: SessionInputs): SessionInputs {
  const declared = fieldNames
    .filter((name) => properties[name] !== undefined && !isGeneratedPin(name, properties))
    .map((name) => [name, properties[name]]);
  return Object.fromEntries(declared) as SessionInputs;
}

/**
 * A text that is equal for equal declared arguments. All unknown values count as equal, as do all objects, of
 * any depth.
 */
export function declarationKey(properties: SessionInputs): string {
  const entries = Object.entries<unknown>(declaredInputs(properties));
  return JSON.stringify(entries.map(([name, value]) => [name, typeof value === "object" ? null : value]));
}

/**
 * The outputs after an answer: what is declared, what the answer reports, and where it does not report something,
 * what was known before.
 */
export function sessionState(
  inputs: SessionInputs,
  authId: string,
  session: Session,
  before: Partial<SessionState> = {},
): SessionState {
  const state: SessionState = { ...inputs, authId, sessionUuid: session.sessionUuid };
  for (const name of ["virtualNumber", "status", "createdTime", "expiryTime"] as const) {
    const value = session[name] ?? before[name];
    if (value !== undefined) state[name] = value;
  }
  if (inputs.generatePin === true) {
    for (const name of pinNames) {
      const value = session[name] ?? before[name];
      if (value !== undefined) state[name] = value;
    }
  }
  return state;
}
