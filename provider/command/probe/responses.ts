import { isSuccess as isSuccessStatus } from "../../plivo/response-errors";
import { asObject, type JsonObject } from "../../plivo/json";
import type { RawResponse } from "../../plivo/raw-client";
import { Inconclusive } from "./inconclusive";

export function isSuccess({ status }: Pick<RawResponse, "status">): boolean {
  return isSuccessStatus(status);
}

/** The response's status and its error, if any. */
export function responseText({ status, error }: Pick<RawResponse, "status" | "error">): string {
  return error === undefined ? String(status) : `${String(status)} "${error}"`;
}

/** The session in a response. @throws Inconclusive if there is none */
export function sessionIn(response: RawResponse): JsonObject {
  const session = asObject(response.body?.["response"]) ?? asObject(response.body?.["session"]);
  if (session === undefined) throw new Inconclusive(`a response has no session: ${responseText(response)}`);
  return session;
}

/** How a response shows an attribute. */
export type Presence = "absent" | "null" | "empty" | "set";

export function presenceOf(session: JsonObject, name: string): Presence {
  if (!(name in session)) return "absent";
  const value = session[name];
  return value === null ? "null" : value === "" ? "empty" : "set";
}

/** A value for the report. Pass only numbers and times, which are not personal. */
export function valueText(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value);
}

/** Compares a phone number in a response, where Plivo drops the "+". */
export function isNumber(value: unknown, number: string): boolean {
  return String(value).replace(/^\+/, "") === number.slice(1);
}

/** The position for an observation, if there is one. */
export function positionOf(seen: string, positions: Readonly<Record<string, string>>): string | undefined {
  return Object.hasOwn(positions, seen) ? positions[seen] : undefined;
}

/** Whether an error says that the account has no number for the session. */
export function isPoolEmpty(error = ""): boolean {
  return /pool exhausted|not available/i.test(error);
}
