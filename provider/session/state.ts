import type { Session } from "../plivo";
import { fieldNames, type FieldName, type SessionInputs } from "./fields";

/** Values that Plivo decides, stored beside the declared arguments. */
export interface SessionIdentity {
  /** The auth ID of the account that owns the session. */
  authId: string;
  sessionUuid: string;
  /** E.164 with "+". Plivo may replace an unhealthy number during the session's life. */
  virtualNumber?: string;
  /** `active`, `in-progress` or `expired`. */
  status?: string;
  /** ISO 8601, UTC. */
  createdTime?: string;
  /** ISO 8601, UTC. */
  expiryTime?: string;
}

/** A session's outputs in the state: a stored format that later releases must read. */
export type SessionState = SessionInputs & SessionIdentity;

/** The outputs that are not arguments. */
export const identityNames = [
  "authId",
  "sessionUuid",
  "virtualNumber",
  "status",
  "createdTime",
  "expiryTime",
] as const satisfies readonly (keyof SessionIdentity)[];

/** The arguments that Plivo can generate. */
export const pinNames = ["firstPartyPin", "secondPartyPin"] as const;

/** Whether Plivo generates the argument. */
export function isGeneratedPin(
  name: FieldName,
  { generatePin }: { readonly generatePin?: boolean | null | undefined },
): boolean {
  return generatePin === true && (pinNames as readonly string[]).includes(name);
}

/** The arguments that the program declared, without generated PINs. */
export function declaredInputs(properties: SessionInputs): SessionInputs {
  const declared = fieldNames
    .filter((name) => properties[name] !== undefined && !isGeneratedPin(name, properties))
    .map((name) => [name, properties[name]]);
  return Object.fromEntries(declared) as SessionInputs;
}

/** A text that is equal for equal declared arguments. All unknown values count as equal. */
export function declarationKey(properties: SessionInputs): string {
  const entries = Object.entries<unknown>(declaredInputs(properties));
  return JSON.stringify(entries.map(([name, value]) => [name, typeof value === "object" ? null : value]));
}

/**
 * The outputs after a response: declared and reported values, or the earlier ones if the response has none.
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
