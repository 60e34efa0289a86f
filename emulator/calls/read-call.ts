import { isJsonObject } from "../common/json";
import {
  CallError,
  type CallCourse,
  type CallOutcome,
  type CallPlan,
  type CallRequest,
  type CallSide,
} from "./types";

const outcomes: readonly CallOutcome[] = ["answered", "busy", "refused"];
const sides: readonly CallSide[] = ["caller", "called", "firstParty", "secondParty"];
const courseKeys = ["answerAfter", "outcome", "talkFor", "hangUpBy", "recordingFails"];
const callKeys = ["virtualNumber", "from", "authId", "pins", ...courseKeys];
const planKeys = ["firstPartyAnswerAfter", "firstPartyOutcome", ...courseKeys];

const defaultAnswerAfter = 5;
const defaultTalkFor = 60;
const maxSeconds = 86_400;
const maxPins = 100;

type Input = Readonly<Record<string, unknown>>;

/** A call request with its defaults. Numbers have no "+". */
export type ReadCall = Required<Omit<CallRequest, "authId">> & { authId: string | null };

function readInput(input: unknown, what: string, keys: readonly string[]): Input {
  if (!isJsonObject(input)) throw new CallError(`${what} should be an object`);
  const unknown = Object.keys(input).find((name) => !keys.includes(name));
  if (unknown !== undefined) {
    throw new CallError(
      `${unknown.slice(0, 100)} is not a member of ${what}, which takes ${keys.join(", ")}`,
    );
  }
  return input;
}

function readNumber(input: Input, name: string): string {
  const value = input[name];
  if (typeof value !== "string" || !/^\+?[1-9]\d{6,14}$/.test(value)) {
    throw new CallError(`${name} should be a phone number: the country code and 7 to 15 digits in all`);
  }
  return value.replace("+", "");
}

function readChoice<Value extends string>(
  input: Input,
  name: string,
  choices: readonly Value[],
  defaultValue: Value,
): Value {
  const value = input[name] === undefined ? defaultValue : input[name];
  const chosen = choices.find((one) => one === value);
  if (chosen === undefined) throw new CallError(`${name} should be one of ${choices.join(", ")}`);
  return chosen;
}

function readSecondsOrNull(input: Input, name: string, defaultValue: number): number | null {
  const value = input[name] === undefined ? defaultValue : input[name];
  if (value === null) return null;
  if (typeof value !== "number" || !Number.isFinite(value) || value < 0 || value > maxSeconds) {
    throw new CallError(`${name} should be 0 to ${maxSeconds} seconds, or null for never`);
  }
  return value;
}

function readFlag(input: Input, name: string): boolean {
  const value = input[name] ?? false;
  if (typeof value !== "boolean") throw new CallError(`${name} should be true or false`);
  return value;
}

function readPins(input: Input): string[] {
  const value = input["pins"] ?? [];
  if (!Array.isArray(value) || value.length > maxPins) {
    throw new CallError(`pins should be a list of at most ${maxPins} texts`);
  }
  return value.map((pin: unknown) => {
    if (typeof pin !== "string" || !/^[\d*#]{0,20}$/.test(pin)) {
      throw new CallError("each of pins should be a text of digits, as keyed in");
    }
    return pin;
  });
}

function readAuthId(input: Input): string | null {
  const value = input["authId"] ?? null;
  if (value !== null && typeof value !== "string") throw new CallError("authId should be a text");
  return value;
}

function readCourse(input: Input): Required<CallCourse> {
  return {
    answerAfter: readSecondsOrNull(input, "answerAfter", defaultAnswerAfter),
    outcome: readChoice(input, "outcome", outcomes, "answered"),
    talkFor: readSecondsOrNull(input, "talkFor", defaultTalkFor),
    hangUpBy: readChoice(input, "hangUpBy", sides, "caller"),
    recordingFails: readFlag(input, "recordingFails"),
  };
}

/**
 * Reads a call request and adds the defaults.
 * @throws CallError if anything is missing, unknown or invalid.
 */
export function readCall(request: unknown): ReadCall {
  const input = readInput(request, "a call", callKeys);
  return {
    virtualNumber: readNumber(input, "virtualNumber"),
    from: readNumber(input, "from"),
    authId: readAuthId(input),
    pins: readPins(input),
    ...readCourse(input),
  };
}

/**
 * Reads the plan of initiated calls and adds the defaults.
 * @throws CallError
 */
export function readPlan(plan: unknown): Required<CallPlan> {
  const input = readInput(plan, "the plan of calls", planKeys);
  return {
    firstPartyAnswerAfter: readSecondsOrNull(input, "firstPartyAnswerAfter", defaultAnswerAfter),
    firstPartyOutcome: readChoice(input, "firstPartyOutcome", outcomes, "answered"),
    ...readCourse(input),
  };
}

/** @throws CallError */
export function readHangUp(hangUp: unknown): CallSide {
  return readChoice(readInput(hangUp, "a hang-up", ["by"]), "by", sides, "caller");
}
