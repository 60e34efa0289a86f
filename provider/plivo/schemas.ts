import { number, text } from "./attributes";
import { asObject, type JsonObject } from "./json";
import {
  plivoAttributes,
  interaction,
  reportedArguments,
  type Attributes,
  type ReportedArguments,
} from "./session-attributes";
import { isSessionUuid } from "./session-uuid";
import { wireName } from "./wire-names";

/*
 * Responses are read leniently: null and "" are "unset" and become null, and what cannot be read counts as
 * not reported, so that one odd attribute never hides a session. A missing key stays missing: "not reported".
 */

/** One conversation within a session. */
export type Interaction = Attributes<typeof interaction>;

/**
 * A session as Plivo reports it. A missing key was not reported; null is unset. Times are ISO 8601 in UTC, numbers E.164 with
 * "+", amounts decimal numbers as text, durations seconds.
 */
export type Session = {
  /** The session's UUID. */
  sessionUuid: string;
} & ReportedArguments &
  Attributes<typeof plivoAttributes> & {
    /** The interactions. Empty if there was none, which Plivo reports as null. */
    interaction?: Interaction[] | null;
  };

interface AttributeReader {
  readonly name: string;
  /** As the document writes it, and as it has been seen beside that; the document's wins. */
  readonly wire: string;
  readonly misspelt: string | undefined;
  readonly read: (value: unknown) => unknown;
}

const misspelt = new Map([
  ["pin_prompt_play", "pin_ prompt_play"],
  ["create_session_with_single_party", "create_session_with_single_Party"],
]);

const readersOf = (table: Readonly<Record<string, AttributeReader["read"]>>): AttributeReader[] =>
  Object.entries(table).map(([name, read]) => {
    const wire = wireName(name);
    return { name, wire, misspelt: misspelt.get(wire), read };
  });

const { virtualNumber, status, ...otherAttributes } = plivoAttributes;
const sessionReaders = readersOf({
  virtualNumber,
  status,
  ...reportedArguments,
  ...otherAttributes,
  interaction: readInteractions,
});
const interactionReaders = readersOf(interaction);

/** The names of everything that a session, and an interaction, can report. */
export const sessionNames = ["sessionUuid", ...sessionReaders.map(({ name }) => name)] as (keyof Session)[];
export const interactionNames = interactionReaders.map(({ name }) => name) as (keyof Interaction)[];

/** The document names an object, its servers answer with an array; both become a list. */
function readInteractions(value: unknown): Interaction[] | undefined {
  const list = (Array.isArray(value) ? value : [value]).map(asObject);
  return list.some((entry) => entry === undefined)
    ? undefined
    : list.map((entry = {}) => readAttributes<Interaction>(interactionReaders, entry, {}));
}

/** Adds to an object what is reported. */
function readAttributes<T extends object>(readers: readonly AttributeReader[], wire: JsonObject, into: T): T {
  const attributes = into as Record<string, unknown>;
  for (const { name, wire: documented, misspelt: other, read } of readers) {
    const written = wire[documented] === undefined && other !== undefined ? wire[other] : wire[documented];
    const value = written === null || written === "" ? null : read(written);
    if (value !== undefined) attributes[name] = value;
  }
  return into;
}

/** Reads a session object; undefined where it has no UUID or is no object. */
export function readSession(value: unknown): Session | undefined {
  const wire = asObject(value);
  const sessionUuid = wire?.["session_uuid"];
  if (wire === undefined || !isSessionUuid(sessionUuid)) return undefined;
  return readAttributes<Session>(sessionReaders, wire, { sessionUuid });
}

/** So many take hours to be listed: a total above that tells nothing. */
const maxCredibleTotal = 20_000_000;

/** What a page says of itself. */
export function readMeta(value: unknown) {
  const { total_count, next } = asObject(value) ?? {};
  const total = number(total_count) ?? -1;
  const isCredible = total >= 0 && total <= maxCredibleTotal;
  return { totalCount: isCredible ? total : undefined, hasNext: text(next) !== undefined };
}
