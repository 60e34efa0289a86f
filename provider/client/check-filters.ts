import { z } from "zod";
import type { ListFilters } from "../plivo";
import { unknownName } from "../session/unknown-name";
import { integer, oneOf, phoneNumber, text } from "../session/values";
import { InvalidFiltersError } from "./errors";
import type { SessionFilters } from "./filters";

const timeRule = "must be ISO 8601 with a time zone, such as 2026-03-01T10:00:00Z";
const time = z.iso
  .datetime({ offset: true, error: timeRule })
  .transform((value) => new Date(value).toISOString());
const seconds = integer(0);

const schemas = {
  firstParty: phoneNumber,
  secondParty: phoneNumber,
  virtualNumber: phoneNumber,
  subaccount: text,
  status: oneOf(["active", "expired", "all"]),
  createdTime: time,
  createdTimeGt: time,
  createdTimeGte: time,
  createdTimeLt: time,
  createdTimeLte: time,
  expiryTime: time,
  expiryTimeGt: time,
  expiryTimeGte: time,
  expiryTimeLt: time,
  expiryTimeLte: time,
  duration: seconds,
  durationGt: seconds,
  durationGte: seconds,
  durationLt: seconds,
  durationLte: seconds,
  limit: integer(1, 20),
  offset: integer(0),
} as const satisfies Record<keyof SessionFilters, z.ZodType>;

/** The names of all filters. */
export const filterNames = Object.keys(schemas) as (keyof SessionFilters)[];

const compared = ["createdTime", "expiryTime", "duration"] as const;

/**
 * The filters in their one normal form. A value that is not set passes.
 *
 * @param spell how whoever is told of a problem writes a filter's name.
 * @throws InvalidFiltersError with all that is wrong.
 */
export function checkFilters(
  filters: SessionFilters = {},
  spell: (name: string) => string = (name) => name,
): ListFilters {
  const checked: Record<string, unknown> = {};
  const problems: string[] = [];
  for (const [name, value] of Object.entries(filters)) {
    if (value === undefined || value === null) continue;
    if (!isFilterName(name)) problems.push(unknownName("filter", name, filterNames));
    else checked[name] = checkValue(name, value, (rule) => problems.push(`${spell(name)} ${rule}.`));
  }
  problems.push(...compared.flatMap((name) => rangeProblems(name, checked, spell)));
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
  return Object.hasOwn(schemas, name);
}

function checkValue(name: keyof SessionFilters, value: unknown, refuse: (rule: string) => void): unknown {
  const result = schemas[name].safeParse(value);
  if (result.success) return result.data;
  refuse(result.error.issues[0]?.message ?? "is wrong");
  return undefined;
}

type Checked = Readonly<Record<string, unknown>>;

function rangeProblems(
  name: (typeof compared)[number],
  checked: Checked,
  spell: (name: string) => string,
): string[] {
  const given = (names: readonly string[]) => names.filter((one) => checked[one] !== undefined);
  const lower = given([`${name}Gt`, `${name}Gte`]);
  const upper = given([`${name}Lt`, `${name}Lte`]);
  const exact = given([name]);
  const clashing = exact.length > 0 ? [...exact, ...lower, ...upper] : lower.length > 1 ? lower : upper;
  const [one, other] = clashing;
  if (one !== undefined && other !== undefined)
    return [`${spell(one)} cannot be combined with ${spell(other)}: leave one out.`];
  const [from, to] = [lower[0], upper[0]];
  if (from === undefined || to === undefined || inOrder(checked[from], checked[to])) return [];
  return [`${spell(from)} must not be ${name === "duration" ? "more" : "later"} than ${spell(to)}.`];
}

/** Times in their normal form compare as texts. */
function inOrder(from: unknown, to: unknown): boolean {
  return typeof from === "number" ? from <= Number(to) : String(from) <= String(to);
}
