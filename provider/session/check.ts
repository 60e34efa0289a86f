import { field, fieldNames, isFieldName, type FieldName, type SessionInputs } from "./fields";
import { combinationProblems } from "./combinations";
import { callbackWarnings } from "./callback-warnings";
import { problem, type Problem } from "./problem";
import { renewalWarnings } from "./renewal";
import { unknownInput } from "./unknown";
import { probableName, unknownNameMessage } from "./unknown-name";
import type { Schema } from "./values";

/** The normalised arguments of one resource, with problems and warnings. */
export interface CheckResult {
  /** The arguments in normal form: equal meanings are equal values. */
  readonly inputs: SessionInputs;
  readonly problems: readonly Problem[];
  /** Valid arguments that are probably a mistake. */
  readonly warnings: readonly string[];
}

/**
 * Normalises and validates the arguments of a session, without a request. Reports all problems at once, and
 * accepts any value that is unknown in a preview.
 *
 * @param reachesLoopback whether an account's endpoint is on this machine, as an emulator's is, and so can
 * send callbacks to it.
 * @param names the host's arguments. Default: all.
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
      const correctName = probableName(name, names);
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

/** Marks a refused or misspelt argument, about which the rules for combinations report nothing more. */
const invalid = Symbol("invalid");

/** Loaded on first use: only a check needs the schemas, which are half of what a process would load. */
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

/** The rules for combinations treat a refused or misspelt argument as set to an unknown value. */
function knownValues(inputs: Readonly<Record<string, unknown>>): ReadonlyMap<FieldName, unknown> {
  const set = fieldNames.filter((name) => Object.hasOwn(inputs, name));
  return new Map(set.map((name) => [name, inputs[name] === invalid ? unknownInput : inputs[name]]));
}

function withoutInvalid(inputs: Readonly<Record<string, unknown>>): SessionInputs {
  return Object.fromEntries(Object.entries(inputs).filter(([, value]) => value !== invalid));
}

/** The range in one of Plivo's documents. Others state none, and sessions of six days exist. */
const [minExpirySeconds, maxExpirySeconds] = [60, 86_400];

function expiryWarnings(values: ReadonlyMap<FieldName, unknown>): string[] {
  const expiry = values.get("sessionExpiry");
  if (typeof expiry !== "number" || (expiry >= minExpirySeconds && expiry <= maxExpirySeconds)) return [];
  return [
    `sessionExpiry is not from ${String(minExpirySeconds)} to ${String(maxExpirySeconds)} seconds. Plivo's documents disagree on that range: it may ` +
      "refuse the value, or end the session at another time.",
  ];
}
