import type { ParameterName } from "./read-parameters";
import { refusals } from "./refusals";
import { isFieldName, fieldsWith, rowOf } from "./session-fields";
import type { Switches } from "./switches";

/** Names that the Node and Java SDKs send, with the API's names for them. */
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

/** The API's name for a name that an SDK misspells. Undefined for any other name. */
export function correctName(name: string): string | undefined {
  return correctNames.get(name);
}

function isParameterName(name: string): name is ParameterName {
  return isFieldName(name) && rowOf(name).update !== undefined;
}

/** The options for reading parameters. */
interface ReadOptions {
  readonly strict: boolean;
  readonly switches: Switches;
}

/** Java's SDK sends this in addition to is_pin_authentication_required. It has no effect. */
const extraNames = ["pin_authentication_required"];

/**
 * A body with the API's parameter names. Case does not matter unless the switch `caseOfNames` says so. In
 * strict mode an unknown name is an error; otherwise a misspelled name is corrected and any other is ignored.
 * @param ignored other names that are allowed.
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
