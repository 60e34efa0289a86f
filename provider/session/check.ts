import { field, fieldNames, isFieldName, type FieldName, type SessionInputs } from "./fields";
import { combinationProblems } from "./combinations";
import { callbackWarnings } from "./callback-warnings";
import { problem, type Problem } from "./problem";
import { renewalWarnings } from "./renewal";
import { unknownInput } from "./unknown";
import { nameMeantBy, unknownNameMessage } from "./unknown-name";
import type { Schema } from "./values";

/** The arguments of one resource, and what is wrong with them. */
export interface CheckResult {
  /** The arguments in their one normal form, so that equal meanings are equal values. */
  readonly inputs: SessionInputs;
  readonly problems: readonly Problem[];
  /** What is allowed, and probably not meant. */
  readonly warnings: readonly string[];
}

/**
 * Normalises and validates the arguments of a session, offline. All problems are reported at once. A value that is unknown
 * in a preview passes.
 *
 * @param reachesLoopback whether an account's endpoint is on this machine, as an emulator's is, and so reaches callbacks here.
 * @param names the arguments that the host takes. Default: all.
 */
export function check(
  news: Readonly<Record<string, unknown>>,
  reachesLoopback: (account: string | undefined) => boolean = () => true,
  names: readonly FieldName[] = fieldNames,
): CheckResult {
  const inputs: Record<string, unknown> = {};
  const problems: Problem[] = [];
  const misspelled: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(news)) {
    if (value === undefined || value === null) continue;
    if (!isFieldName(name) || !names.includes(name)) {
      problems.push({ reason: unknownNameMessage("argument", name, names) });
      const correctName = nameMeantBy(name, names);
      if (correctName !== undefined) misspelled[correctName] = invalid;
    } else inputs[name] = value === unknownInput ? value : checkValue(name, value, problems);
  }
  const known = knownValues({ ...misspelled, ...inputs });
  return {
    inputs: withoutInvalid(inputs),
    problems: [...problems, ...combinationProblems(known)],
    warnings: [
      ...renewalWarnings(known),
      ...expiryWarnings(known),
      ...callbackWarnings(known, reachesLoopback),
    ],
  };
}

/** Marks a value that was refused, or whose argument was misspelt, so that no rule about combinations complains about it once more. */
const invalid = Symbol("invalid");

/** The schemas are loaded by the first check: nothing else needs them, and they are half of what a process would load. */
const schemas = new Map<FieldName, Schema>();

function schemaFor(name: FieldName): Schema {
  const known = schemas.get(name);
  if (known !== undefined) return known;
  const { schemaOf } = require("./values") as typeof import("./values");
  const schema = schemaOf(field(name).kind);
  schemas.set(name, schema);
  return schema;
}

function checkValue(name: FieldName, value: unknown, problems: Problem[]): unknown {
  const result = schemaFor(name).safeParse(value);
  if (result.success) return result.data;
  const messages = new Set(result.error.issues.map((issue) => issue.message));
  problems.push(...[...messages].map((message) => problem(name, `${message}.`)));
  return invalid;
}

/** Rules over several arguments take what was refused, or misspelt, for "set, but not known". */
function knownValues(inputs: Readonly<Record<string, unknown>>): ReadonlyMap<FieldName, unknown> {
  const set = fieldNames.filter((name) => Object.hasOwn(inputs, name));
  return new Map(set.map((name) => [name, inputs[name] === invalid ? unknownInput : inputs[name]]));
}

function withoutInvalid(inputs: Readonly<Record<string, unknown>>): SessionInputs {
  return Object.fromEntries(Object.entries(inputs).filter(([, value]) => value !== invalid));
}

/** The range of sessionExpiry, in seconds, in one of Plivo's documents. Others have none, and sessions of six days have been seen. */
const [minExpirySeconds, maxExpirySeconds] = [60, 86_400];

function expiryWarnings(values: ReadonlyMap<FieldName, unknown>): string[] {
  const expiry = values.get("sessionExpiry");
  if (typeof expiry !== "number" || (expiry >= minExpirySeconds && expiry <= maxExpirySeconds)) return [];
  return [
    `sessionExpiry is not from ${String(minExpirySeconds)} to ${String(maxExpirySeconds)} seconds. Plivo's documents disagree on that range: it may ` +
      "refuse the value, or end the session at another time.",
  ];
}
