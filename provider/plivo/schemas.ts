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
 * Reads responses leniently. null and "" are "unset" and become null. A missing key, or an unreadable value,
 * is "not reported" and has no key: one odd attribute never hides a session.
 */

/** One call between the parties within a session. */
export type Interaction = Attributes<typeof interaction>;

/**
 * A session as Plivo reports it. A missing key was not reported, and null is unset. Times are ISO 8601 in
 * UTC, phone numbers E.164 with "+", amounts decimal numbers as text, and durations seconds.
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
  /**
   * The document's name. `misspelt` is another name seen in responses or the document, used if `wire` is
   * missing.
   */
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

/** The names of all attributes of a session and of an interaction. */
export const sessionNames = ["sessionUuid", ...sessionReaders.map(({ name }) => name)] as (keyof Session)[];
export const interactionNames = interactionReaders.map(({ name }) => name) as (keyof Interaction)[];

/** The document has an object, the servers send an array. Both become a list. */
function readInteractions(value: unknown): Interaction[] | undefined {
  const list = (Array.isArray(value) ? value : [value]).map(asObject);
  return list.some((entry) => entry === undefined)
    ? undefined
    : list.map((entry = {}) => readAttributes<Interaction>(interactionReaders, entry, {}));
}

/** Adds the reported attributes to an object. */
function readAttributes<T extends object>(readers: readonly AttributeReader[], wire: JsonObject, into: T): T {
  const attributes = into as Record<string, unknown>;
  for (const { name, wire: documented, misspelt: other, read } of readers) {
    const written = wire[documented] === undefined && other !== undefined ? wire[other] : wire[documented];
    const value = written === null || written === "" ? null : read(written);
    if (value !== undefined) attributes[name] = value;
  }
  return into;
}

/** Reads a session. Undefined if the value is no object, or has no UUID. */
export function readSession(value: unknown): Session | undefined {
  const wire = asObject(value);
  const sessionUuid = wire?.["session_uuid"];
  if (wire === undefined || !isSessionUuid(sessionUuid)) return undefined;
  return readAttributes<Session>(sessionReaders, wire, { sessionUuid });
}

/** Listing this many takes hours, so a higher total is not credible. */
const maxCredibleTotal = 20_000_000;

/** A page's total, and whether there is a next page. */
export function readMeta(value: unknown) {
  const { total_count, next } = asObject(value) ?? {};
  const total = number(total_count) ?? -1;
  const isCredible = total >= 0 && total <= maxCredibleTotal;
  return { totalCount: isCredible ? total : undefined, hasNext: text(next) !== undefined };
}
