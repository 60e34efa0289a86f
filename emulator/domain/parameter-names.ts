import type { ParameterName } from "./read-parameters";
import { refusals } from "./refusals";
import { isFieldName, fieldsWith, rowOf } from "./session-fields";
import type { Switches } from "./switches";

/**
 * What the Node SDK's key mapping and the Java SDK's naming make of these parameters and filters, and what
 * the API calls them.
 */
const correctNames: ReadonlyMap<string, string> = new Map([
  ["sub_account", "subaccount"],
  ["geo_match", "geomatch"],
  ["durations", "duration"],
  ["created_times", "created_time"],
  ["expiry_times", "expiry_time"],
  ...fieldsWith("filter", "compare").flatMap((field) =>
    ["gt", "gte", "lt", "lte"].map((suffix) => [`${field}_${suffix}`, `${field}__${suffix}`] as const),
  ),
]);

/** The API's name for a name that an SDK misspells; undefined for any other. */
export function correctName(name: string): string | undefined {
  return correctNames.get(name);
}

function isParameterName(name: string): name is ParameterName {
  return isFieldName(name) && rowOf(name).update !== undefined;
}

/** How parameters are read. */
interface ReadOptions {
  readonly strict: boolean;
  readonly switches: Switches;
}

/** Java's SDK sends this beside is_pin_authentication_required, which alone counts. */
const extraNames = ["pin_authentication_required"];

/**
 * A body under the parameters' own names: case does not matter unless the switch `caseOfNames` says so.
 * Strict, an unknown name is refused; lenient, a misspelt one counts as the one that is meant, and others are
 * left out.
 * @param ignored further names that pass unread
 */
export function nameParameters(
  body: object,
  ignored: readonly string[],
  { strict, switches }: ReadOptions,
): Map<ParameterName, unknown> {
  const named = new Map<ParameterName, unknown>();
  const misspelt = new Map<ParameterName, unknown>();
  for (const [sentName, value] of Object.entries(body)) {
    const name = switches.caseOfNames === "any" ? sentName.toLowerCase() : sentName;
    if (isParameterName(name)) {
      named.set(name, value);
      continue;
    }
    if (ignored.includes(name) || extraNames.includes(name)) continue;
    const right = correctName(name);
    if (strict) throw right === undefined ? refusals.unknown(sentName) : refusals.misspelt(name, right);
    if (right !== undefined && isParameterName(right)) misspelt.set(right, value);
  }
  return new Map([...misspelt, ...named]);
}
