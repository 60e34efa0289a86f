import { isJsonObject } from "../common/json";

/** A damaged part of the data file. The message names the place and the expected type, never the value. */
export class DamagedPartError extends Error {}

export function readObject(place: string, value: unknown): Record<string, unknown> {
  if (!isJsonObject(value)) throw new DamagedPartError(`${place} should be an object`);
  return value;
}

export function readList(place: string, value: unknown): unknown[] {
  if (!Array.isArray(value)) throw new DamagedPartError(`${place} should be a list`);
  return value;
}

export function readNumber(place: string, value: unknown): number {
  if (typeof value !== "number") throw new DamagedPartError(`${place} should be a number`);
  return value;
}

/** A whole number of 0 or more. */
export function readCount(place: string, value: unknown): number {
  const count = readNumber(place, value);
  if (!Number.isSafeInteger(count) || count < 0) {
    throw new DamagedPartError(`${place} should be a whole number of 0 or more`);
  }
  return count;
}

/** The type of a member. "or null": it can be unset. */
export type Kind = "text" | "text or null" | "number" | "number or null" | "boolean" | "boolean or null";

function isOfKind(kind: Kind, value: unknown): boolean {
  if (value === null) return kind.endsWith(" or null");
  const [type] = kind.split(" ");
  return typeof value === (type === "text" ? "string" : type);
}

/** Checks that an object has these members with these types. */
export function checkMembers(
  place: string,
  value: Readonly<Record<string, unknown>>,
  kinds: Readonly<Record<string, Kind>>,
): void {
  for (const [name, kind] of Object.entries(kinds)) {
    if (!isOfKind(kind, value[name])) throw new DamagedPartError(`${place}.${name} should be a ${kind}`);
  }
}
