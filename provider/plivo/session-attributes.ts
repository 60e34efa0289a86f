import { amount, flag, number, phoneNumber, text, time } from "./attributes";
import { field, fieldNames, type NamesOf, type Rows } from "../session/fields";
import type { Kind } from "../session/kinds";

/*
 * The attributes of responses. Editors and the generated pages show these doc comments.
 */

/** The attributes of a session that Plivo sets. The others are arguments, in the table of arguments. */
export const plivoAttributes = {
  /** The virtual number that either party calls to reach the other, in E.164 form with "+". */
  virtualNumber: phoneNumber,
  /** The status: `active`, `in-progress` or `expired`. */
  status: text,
  /** The time of creation: ISO 8601, UTC. */
  createdTime: time,
  /** The time of the last change: ISO 8601, UTC. */
  modifiedTime: time,
  /** The time of expiry: ISO 8601, UTC. */
  expiryTime: time,
  /** The end of the latest interaction: ISO 8601, UTC. Null if there was none. */
  lastInteractionTime: time,
  /** The seconds from creation to expiry. */
  duration: number,
  /** The cost of creating the session, in the account's currency: a decimal string. */
  amount,
  /** The number of calls. */
  totalCallCount: number,
  /** The cost of all calls, in the account's currency: a decimal string. */
  totalCallAmount: amount,
  /** The billed seconds of all calls, rounded. */
  totalCallBilledDuration: number,
  /** The cost of the session and its calls, in the account's currency: a decimal string. */
  totalSessionAmount: amount,
  /** The session's path in the API, only in lists. */
  resourceUri: text,
} as const;

/** The attributes of an interaction. */
export const interaction = {
  /** The first party's call, as a path or URL. Null until Plivo calls that party. */
  firstPartyResourceUrl: text,
  /** The second party's call, as a path or URL. Null until Plivo calls that party. */
  secondPartyResourceUrl: text,
  /** The recording, as a path or URL. Null if a party did not answer, or nothing was recorded. */
  recordingResourceUrl: text,
  /** The start: ISO 8601, UTC. */
  startTime: time,
  /** The end: ISO 8601, UTC. */
  endTime: time,
  /** Plivo's type, such as `call`. */
  type: text,
  /** The status of the first party's call, in Plivo's words. */
  firstPartyStatus: text,
  /** The status of the second party's call, in Plivo's words. */
  secondPartyStatus: text,
  /** The duration in seconds. */
  duration: number,
  /** The billed seconds of its calls, rounded. */
  callBilledDuration: number,
  /** The number of calls. */
  totalCallCount: number,
  /** The cost of its calls, in the account's currency: a decimal string. */
  totalCallAmount: amount,
  /** The auth ID of its account. */
  authId: text,
} as const;

/** The arguments that responses may show. */
export type ReportedName = NamesOf<{ readonly reported: "documented" | "undocumented" | "unseen" }>;

type ReadAs<K extends Kind> = K extends "boolean"
  ? boolean
  : K extends { readonly type: "integer" }
    ? number
    : string;

/** The arguments in responses. A text may have any value, because Plivo may add values. */
export type ReportedArguments = {
  [Name in keyof Rows<ReportedName>]?: ReadAs<Rows<ReportedName>[Name]["kind"]> | null;
};

/** The values of a table's readers. Null if unset. */
export type Attributes<Table extends Readonly<Record<string, (value: unknown) => unknown>>> = {
  -readonly [Name in keyof Table]?: ReturnType<Table[Name]> | null;
};

/** The readers of these arguments, in the table's order. */
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
