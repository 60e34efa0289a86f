import type { Session } from "../../plivo";
import { onExpiryOf } from "../../session/expiry";
import { field, fieldNames, type FieldName, type SessionInputs } from "../../session/fields";
import { canDrift, matches, shownValue } from "../../session/match";

/** What no response of Plivo has shown of a session so far. */
const hidden = fieldNames.filter((name) => ["unseen", "never"].includes(field(name).reported));

/**
 * What the answers to single reads show, with which rows of a list are compared: a row stands for an answer where it holds all that
 * the answer would be used for. Where it says that something is unset which is declared, or which has a value in every session, the answer is
 * asked for, since a sparse list may say so of everything.
 */
export class SingleAnswers {
  readonly #shown = new Set<FieldName>();
  #any = false;

  /** Notes the answer to a single read. */
  note<Answer extends Session | undefined>(session: Answer): Answer {
    if (session === undefined) return session;
    this.#any = true;
    for (const name of hidden) if (shownValue(session, name) !== undefined) this.#shown.add(name);
    return session;
  }

  /** Whether a row tells all that a refresh takes from an answer. */
  sufficesForRefresh(row: Session, declared: SessionInputs): boolean {
    if (!this.#any) return false;
    if (row.status === "expired" && onExpiryOf(declared) === "recreate") return true;
    return (
      hasIdentity(row, declared) &&
      fieldNames.every(
        (name) =>
          declared[name] === undefined ||
          !canDrift(name, declared) ||
          this.#isHidden(name) ||
          isSet(row, name),
      )
    );
  }

  /** Whether a row shows, just as an answer would, that its session is the one to be taken over. */
  sufficesForTakeOver(row: Session, inputs: SessionInputs): boolean {
    if (!this.#any || !hasIdentity(row, inputs) || !matches(inputs, row)) return false;
    return fieldNames
      .filter((name) => field(name).sent && !this.#isHidden(name))
      .every((name) => isSet(row, name) || isCertainlyUnset(row, name, inputs));
  }

  #isHidden(name: FieldName): boolean {
    return hidden.includes(name) && !this.#shown.has(name);
  }
}

/** What the state takes from an answer beside the arguments. */
function hasIdentity(row: Session, { generatePin }: SessionInputs): boolean {
  const names = ["virtualNumber", "status", "createdTime", "expiryTime"] as const;
  const pins = generatePin === true ? (["firstPartyPin", "secondPartyPin"] as const) : [];
  return [...names, ...pins].every((name) => typeof row[name] === "string");
}

/** Not where its default would count in its place, though Plivo's own answers have the value. */
function isCertainlyUnset(row: Session, name: FieldName, inputs: SessionInputs): boolean {
  if (shownValue(row, name) === undefined) return false;
  if (field(name).effect === "update") return inputs[name] === undefined;
  if (field(name).default === undefined || name === "createSessionWithSingleParty") return true;
  return field(name).onlyWithPins && row.isPinAuthenticationRequired === false;
}

function isSet(row: Session, name: FieldName): boolean {
  return (shownValue(row, name) ?? null) !== null;
}
