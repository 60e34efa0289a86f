import { createHash } from "node:crypto";
import type { CallbackEvent } from "./events";
import { pairsOf, type CallbackInput } from "./input";
import type { EventPosition } from "./order";

/** The keys under which a store remembers a callback. */
export interface CallbackKeys {
  readonly request: string;
  readonly event: string;
}

/**
 * Identifies a request by its signed text. Signature V3 concatenates names and values without separators, so
 * an attacker can re-split a signed request into different attributes; keying on the signed text defeats
 * that.
 */
export function requestKey(signedText: string): string {
  return `request/${hash(signedText)}`;
}

/**
 * Identifies an event by kind, session, sequence number, name and time, which a repetition with a new
 * signature shares. Name and time are included because Plivo does not document whether each call restarts the
 * numbers. Without a number or time, all attributes are included.
 */
export function eventKey(event: CallbackEvent, input: CallbackInput): string {
  const { kind, sessionUuid, sequenceNumber, eventName, eventTimestamp } = event;
  const parts = [kind, sessionUuid, sequenceNumber ?? "-", eventName, eventTimestamp ?? "-"];
  if (sequenceNumber === undefined || eventTimestamp === undefined) parts.push(digest(input));
  return shorten(parts.join("/"));
}

function digest(input: CallbackInput): string {
  const written = pairsOf(input).map((pair) => JSON.stringify(pair));
  return hash(written.sort().join("\n"));
}

/** Plivo's values stay below this. A sender must not be able to grow the keys. */
const maxKeyLength = 250;

function shorten(text: string): string {
  return text.length > maxKeyLength ? hash(text) : text;
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

export function positionOf({ kind, sessionUuid, sequenceNumber }: CallbackEvent): EventPosition {
  return { session: shorten(sessionUuid), kind, number: sequenceNumber };
}
