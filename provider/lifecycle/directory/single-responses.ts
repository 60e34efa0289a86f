import type { Session } from "../../plivo";
import { onExpiryOf } from "../../session/expiry";
import { field, fieldNames, type FieldName, type SessionInputs } from "../../session/fields";
import { canDrift, matches, reportedValue } from "../../session/match";

/**
 * Tells whether a row of a list can replace the response to a single read. It must have all that the response
 * is needed for. Rows can be sparse, so a declared argument that is unset in the row is not enough.
 */
export class SingleResponses {
  /** The arguments that no single read has reported so far. */
  readonly #hidden = new Set(fieldNames.filter((name) => ["unseen", "never"].includes(field(name).reported)));
  #isEmpty = true;

  /** Records the response to a single read. */
  note<Found extends Session | undefined>(session: Found): Found {
    if (session === undefined) return session;
    this.#isEmpty = false;
    for (const name of this.#hidden)
      if (reportedValue(session, name) !== undefined) this.#hidden.delete(name);
    return session;
  }

  /** Whether a row has all that a refresh needs. */
  sufficesForRefresh(row: Session, declared: SessionInputs): boolean {
    if (this.#isEmpty) return false;
    if (row.status === "expired" && onExpiryOf(declared) === "recreate") return true;
    const compared = fieldNames.filter((name) => declared[name] !== undefined && canDrift(name, declared));
    return hasIdentity(row, declared) && compared.every((name) => this.#hidden.has(name) || isSet(row, name));
  }

  /** Whether a row proves that its session is the one to adopt. */
  sufficesForAdoption(row: Session, inputs: SessionInputs): boolean {
    if (this.#isEmpty || !hasIdentity(row, inputs) || !matches(inputs, row)) return false;
    return fieldNames
      .filter((name) => field(name).sent && !this.#hidden.has(name))
      .every((name) => isSet(row, name) || isCertainlyUnset(row, name, inputs));
  }
}

/** Whether a row has what the state needs beside the arguments. */
function hasIdentity(row: Session, { generatePin }: SessionInputs): boolean {
  const names = ["virtualNumber", "status", "createdTime", "expiryTime"] as const;
  const pins = generatePin === true ? (["firstPartyPin", "secondPartyPin"] as const) : [];
  return [...names, ...pins].every((name) => typeof row[name] === "string");
}

/** False if a missing value would be read as the default although a single read reports the real one. */
function isCertainlyUnset(row: Session, name: FieldName, inputs: SessionInputs): boolean {
  if (reportedValue(row, name) === undefined) return false;
  if (field(name).effect === "update") return inputs[name] === undefined;
  if (field(name).default === undefined || name === "createSessionWithSingleParty") return true;
  return field(name).onlyWithPins && row.isPinAuthenticationRequired === false;
}

function isSet(row: Session, name: FieldName): boolean {
  return (reportedValue(row, name) ?? null) !== null;
}
