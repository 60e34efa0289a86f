import type { Session } from "../../plivo";
import { onExpiryOf } from "../../session/expiry";
import { field, fieldNames, type FieldName, type SessionInputs } from "../../session/fields";
import { canDrift, matches, reportedValue } from "../../session/match";

/**
 * What responses to single reads show. A row of a list stands in for such a response only if it shows all
 * that the response would be used for. Rows can be sparse, so one that says of a declared argument that it is
 * unset does not do.
 */
export class SingleResponses {
  /** The arguments that no response has shown so far. */
  readonly #hidden = new Set(fieldNames.filter((name) => ["unseen", "never"].includes(field(name).reported)));
  #isEmpty = true;

  /** Notes the response to a single read. */
  note<Found extends Session | undefined>(session: Found): Found {
    if (session === undefined) return session;
    this.#isEmpty = false;
    for (const name of this.#hidden)
      if (reportedValue(session, name) !== undefined) this.#hidden.delete(name);
    return session;
  }

  /** Whether a row shows all that a refresh takes from a response. */
  sufficesForRefresh(row: Session, declared: SessionInputs): boolean {
    if (this.#isEmpty) return false;
    if (row.status === "expired" && onExpiryOf(declared) === "recreate") return true;
    const compared = fieldNames.filter((name) => declared[name] !== undefined && canDrift(name, declared));
    return hasIdentity(row, declared) && compared.every((name) => this.#hidden.has(name) || isSet(row, name));
  }

  /** Whether a row shows, as a response would, that its session is the one to adopt. */
  sufficesForAdoption(row: Session, inputs: SessionInputs): boolean {
    if (this.#isEmpty || !hasIdentity(row, inputs) || !matches(inputs, row)) return false;
    return fieldNames
      .filter((name) => field(name).sent && !this.#hidden.has(name))
      .every((name) => isSet(row, name) || isCertainlyUnset(row, name, inputs));
  }
}

/** What the state takes from a response beside the arguments. */
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
