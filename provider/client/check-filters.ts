import { filterKinds, type ListFilters } from "../plivo";
import { unknownNameMessage } from "../session/unknown-name";
import type { Kind } from "../session/kinds";
import { integer, schemaOf, type Schema } from "../session/values";
import { InvalidFiltersError } from "./errors";
import type { SessionFilters } from "./filters";

/** The names of all filters. */
export const filterNames = Object.keys(filterKinds) as (keyof SessionFilters)[];

const rangeFilters = ["createdTime", "expiryTime", "duration"] as const;

/**
 * The filters in normal form, without unset ones.
 *
 * @param spell returns a filter's name as the user writes it.
 * @throws InvalidFiltersError with all problems.
 */
export function checkFilters(
  filters: SessionFilters = {},
  spell: (name: string) => string = (name) => name,
): ListFilters {
  const checked: Record<string, unknown> = {};
  const problems: string[] = [];
  for (const [name, value] of Object.entries<unknown>(filters)) {
    if (value === undefined || value === null) continue;
    if (!isFilterName(name)) problems.push(unknownNameMessage("filter", name, filterNames));
    else checked[name] = checkValue(name, value, (rule) => problems.push(`${spell(name)} ${rule}.`));
  }
  problems.push(...rangeFilters.flatMap((name) => rangeProblems(name, checked, spell)));
  if (problems.length > 0) throw new InvalidFiltersError(problems);
  return checked;
}

/** @throws InvalidFiltersError */
export function checkMaxResults(maxResults: unknown): number | undefined {
  if (maxResults === undefined) return undefined;
  const checked = integer(1).safeParse(maxResults);
  if (checked.success) return checked.data;
  throw new InvalidFiltersError([`maxResults ${checked.error.issues[0]?.message ?? "is wrong"}.`]);
}

function isFilterName(name: string): name is keyof SessionFilters {
  return Object.hasOwn(filterKinds, name);
}

function checkValue(name: keyof SessionFilters, value: unknown, report: (rule: string) => void): unknown {
  const result = filterSchema(filterKinds[name]).safeParse(value);
  if (result.success) return result.data;
  report(result.error.issues[0]?.message ?? "is wrong");
  return undefined;
}

/** Unlike an argument, a filter never comes from Pulumi's configuration, so it is never a number as text. */
function filterSchema(kind: Kind): Schema {
  const isInteger = typeof kind === "object" && kind.type === "integer";
  return isInteger ? integer(kind.minimum, kind.maximum) : schemaOf(kind);
}

type CheckedFilters = Readonly<Record<string, unknown>>;

function rangeProblems(
  name: (typeof rangeFilters)[number],
  checked: CheckedFilters,
  spell: (name: string) => string,
): string[] {
  const presentOf = (names: readonly string[]) => names.filter((one) => checked[one] !== undefined);
  const lower = presentOf([`${name}Gt`, `${name}Gte`]);
  const upper = presentOf([`${name}Lt`, `${name}Lte`]);
  const exact = presentOf([name]);
  const clashing = exact.length > 0 ? [...exact, ...lower, ...upper] : lower.length > 1 ? lower : upper;
  const [one, other] = clashing;
  if (one !== undefined && other !== undefined)
    return [`${spell(one)} cannot be combined with ${spell(other)}: leave one out.`];
  const [from, to] = [lower[0], upper[0]];
  if (from === undefined || to === undefined || isOrdered(checked[from], checked[to])) return [];
  return [`${spell(from)} must not be ${name === "duration" ? "more" : "later"} than ${spell(to)}.`];
}

/** Times in normal form can be compared as texts. */
function isOrdered(from: unknown, to: unknown): boolean {
  return typeof from === "number" ? from <= Number(to) : String(from) <= String(to);
}
