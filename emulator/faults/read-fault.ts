import { isJsonObject } from "../common/json";
import {
  faultStatuses,
  FaultError,
  operations,
  type FaultKind,
  type FaultMoment,
  type FaultOperation,
  type FaultRequest,
  type FaultSchedule,
} from "./types";

const anyOperation: readonly FaultOperation[] = [...operations, "any"];
const moments: readonly FaultMoment[] = ["before", "after"];
const bodies = ["json", "html", "empty"];
const retryAfterForms = ["seconds", "date"];
const keepPlaces = ["nowhere", "envelope", "session"];
const requestKeys = ["kind", "operation", "when", "nth", "every", "times"];

interface Rule {
  keys: readonly string[];
  operations: readonly FaultOperation[];
}

function requestRule(...more: string[]): Rule {
  return { keys: [...requestKeys, ...more], operations: anyOperation };
}

/** The members and operations of each kind. */
const rules: Record<FaultKind, Rule> = {
  reset: requestRule(),
  cut: requestRule(),
  delay: requestRule("seconds", "milliseconds"),
  status: requestRule("status", "body", "retryAfter", "retryAfterForm"),
  unreadable: requestRule(),
  truncated: requestRule(),
  unnamed: { keys: [...requestKeys, "keep"], operations: ["create"] },
  refuse: {
    keys: ["kind", "operation", "when", "nth", "seconds", "milliseconds"],
    operations: anyOperation,
  },
  lag: { keys: ["kind", "operation", "reads"], operations: ["list"] },
};

/** What the console's form needs: the members of each kind, and the choices. */
export function describeFaults(): {
  kinds: Readonly<Record<FaultKind, Rule>>;
  choices: Readonly<Record<string, readonly (string | number)[]>>;
} {
  const choices = {
    when: moments,
    status: faultStatuses,
    body: bodies,
    retryAfterForm: retryAfterForms,
    keep: keepPlaces,
  };
  return { kinds: rules, choices };
}

type Input = Readonly<Record<string, unknown>>;

function isKind(value: unknown): value is FaultKind {
  return typeof value === "string" && Object.hasOwn(rules, value);
}

function readChoice<Value extends string | number>(
  input: Input,
  name: string,
  choices: readonly Value[],
  defaultValue?: Value,
): Value {
  const value = input[name] === undefined ? defaultValue : input[name];
  const chosen = choices.find((one) => one === value);
  if (chosen === undefined) throw new FaultError(`${name} should be one of ${choices.join(", ")}`);
  return chosen;
}

function readWholeNumber(input: Input, name: string, min: number, defaultValue?: number): number {
  const value = input[name] === undefined ? defaultValue : input[name];
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < min) {
    throw new FaultError(`${name} should be a whole number of ${min} or more`);
  }
  return value;
}

function readWholeNumberOrNull(input: Input, name: string, defaultValue?: number): number | null {
  if (input[name] === null) return null;
  return readWholeNumber(input, name, 1, defaultValue);
}

/** Either `seconds` or `milliseconds`, or neither if the fault can last until it is cleared. */
function readDuration(input: Input, isRequired: boolean): { seconds?: number; milliseconds?: number } {
  const [name, ...more] = ["seconds", "milliseconds"].filter((one) => input[one] !== undefined);
  if (more.length > 0 || (isRequired && name === undefined)) {
    throw new FaultError("give either seconds (on the emulator's clock) or milliseconds (of real time)");
  }
  if (name === undefined) return {};
  const value = input[name];
  if (typeof value !== "number" || !Number.isFinite(value) || value <= 0) {
    throw new FaultError(`${name} should be a number above 0`);
  }
  return { [name]: value };
}

function readSchedule(input: Input): Required<FaultSchedule> {
  return {
    nth: readWholeNumber(input, "nth", 1, 1),
    every: readWholeNumber(input, "every", 1, 1),
    times: readWholeNumberOrNull(input, "times", 1),
  };
}

function readStatus(input: Input): object {
  const form = readChoice(input, "retryAfterForm", retryAfterForms, "seconds");
  if (input["retryAfter"] === undefined && input["retryAfterForm"] !== undefined) {
    throw new FaultError("retryAfterForm needs retryAfter");
  }
  return {
    status: readChoice(input, "status", faultStatuses),
    body: readChoice(input, "body", bodies, "json"),
    ...(input["retryAfter"] === undefined
      ? {}
      : { retryAfter: readWholeNumber(input, "retryAfter", 0), retryAfterForm: form }),
  };
}

function readKeep(input: Input, when: FaultMoment): object {
  const keep = readChoice(input, "keep", keepPlaces, "nowhere");
  if (when === "before" && keep !== "nowhere") {
    throw new FaultError("before the server acted there is no session_uuid to keep");
  }
  return { keep };
}

function readSettings(kind: FaultKind, input: Input): object {
  if (kind === "lag") return { reads: readWholeNumberOrNull(input, "reads") };
  if (kind === "refuse") {
    const when = readChoice(input, "when", ["before"], "before");
    return { when, nth: readWholeNumber(input, "nth", 1, 1), ...readDuration(input, false) };
  }
  const when = readChoice(input, "when", moments);
  const common = { when, ...readSchedule(input) };
  if (kind === "delay") return { ...common, ...readDuration(input, true) };
  if (kind === "status") return { ...common, ...readStatus(input) };
  if (kind === "unnamed") return { ...common, ...readKeep(input, when) };
  return common;
}

/**
 * A fault with all defaults.
 * @throws FaultError if anything is missing, unknown or invalid.
 */
export function readFault(input: unknown): FaultRequest {
  if (!isJsonObject(input)) throw new FaultError("a fault should be an object");
  const { kind } = input;
  if (!isKind(kind)) throw new FaultError(`kind should be one of ${Object.keys(rules).join(", ")}`);
  const { keys, operations } = rules[kind];
  const unknown = Object.keys(input).find((name) => !keys.includes(name));
  if (unknown !== undefined) {
    throw new FaultError(
      `${unknown.slice(0, 100)} is not a member of a ${kind} fault, which takes ${keys.join(", ")}`,
    );
  }
  const operation = readChoice(input, "operation", operations);
  return { kind, operation, ...readSettings(kind, input) } as FaultRequest;
}
