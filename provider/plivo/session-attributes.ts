import { amount, flag, number, phoneNumber, text, time } from "./attributes";
import { field, fieldNames, type NamesOf, type Rows } from "../session/fields";
import type { Kind } from "../session/kinds";

/*
 * What responses show. Doc comments are those of the types that are made of these tables, in editors and on
 * the generated pages.
 */

/** What Plivo decides about a session; what a program decides has its rows in the table of arguments. */
export const plivoAttributes = {
  /** The number that either party calls to reach the other: E.164 with "+". */
  virtualNumber: phoneNumber,
  /** `active`, `in-progress` or `expired`. */
  status: text,
  /** When the session was created: ISO 8601, UTC. */
  createdTime: time,
  /** When it was last changed: ISO 8601, UTC. */
  modifiedTime: time,
  /** When it ends, or has ended: ISO 8601, UTC. */
  expiryTime: time,
  /** When the latest interaction ended: ISO 8601, UTC. Null if there was none. */
  lastInteractionTime: time,
  /** Seconds from creation to expiry. */
  duration: number,
  /** What creating the session cost: a decimal number as text, in the account's currency. */
  amount,
  /** Calls in the session. */
  totalCallCount: number,
  /** What all calls cost: a decimal number as text, in the account's currency. */
  totalCallAmount: amount,
  /** Rounded seconds, as billed for all calls. */
  totalCallBilledDuration: number,
  /** What session and calls cost together: a decimal number as text, in the account's currency. */
  totalSessionAmount: amount,
  /** The session's path in the API; only in lists. */
  resourceUri: text,
} as const;

/** What an interaction shows. */
export const interaction = {
  /** The call of the first party, as a path or URL. Null while only the second party has been called. */
  firstPartyResourceUrl: text,
  /** The call of the second party, as a path or URL. Null while only the first party has been called. */
  secondPartyResourceUrl: text,
  /** The recording, as a path or URL. Null if one of the parties did not pick up, or nothing was recorded. */
  recordingResourceUrl: text,
  /** When the interaction began: ISO 8601, UTC. */
  startTime: time,
  /** When it ended: ISO 8601, UTC. */
  endTime: time,
  /** The vendor's word, such as `call`. */
  type: text,
  /** How the first party's call went, in the vendor's words. */
  firstPartyStatus: text,
  /** How the second party's call went, in the vendor's words. */
  secondPartyStatus: text,
  /** Seconds. */
  duration: number,
  /** Rounded seconds, as billed for all its calls. */
  callBilledDuration: number,
  /** Calls in the interaction. */
  totalCallCount: number,
  /** What its calls cost: a decimal number as text, in the account's currency. */
  totalCallAmount: amount,
  /** The auth ID of the account that it belongs to. */
  authId: text,
} as const;

/** The arguments that responses may show. */
export type ReportedName = NamesOf<{ readonly reported: "documented" | "undocumented" | "unseen" }>;

type ReadAs<K extends Kind> = K extends "boolean"
  ? boolean
  : K extends { readonly type: "integer" }
    ? number
    : string;

/** What responses show of the arguments. Which texts an argument may be is the vendor's to say. */
export type ReportedArguments = {
  [Name in keyof Rows<ReportedName>]?: ReadAs<Rows<ReportedName>[Name]["kind"]> | null;
};

/** What a table's readers give. Null: unset. */
export type Attributes<Table extends Readonly<Record<string, (value: unknown) => unknown>>> = {
  -readonly [Name in keyof Table]?: ReturnType<Table[Name]> | null;
};

/** The readers of the arguments that responses may show, in the table's order. */
export const reportedArguments = Object.fromEntries(
  fieldNames
    .filter((name) => field(name).reported !== "never")
    .map((name) => [name, readerOf(field(name).kind)]),
);

function readerOf(kind: Kind): (value: unknown) => unknown {
  if (kind === "boolean") return flag;
  if (kind === "phoneNumber") return phoneNumber;
  return typeof kind === "object" && kind.type === "integer" ? number : text;
}
