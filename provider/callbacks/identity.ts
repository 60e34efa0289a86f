import { createHash } from "node:crypto";
import type { CallbackEvent } from "./events";
import { pairsOf, type CallbackInput } from "./input";
import type { EventPosition } from "./order";

/** By what a callback is remembered. */
export interface CallbackKeys {
  readonly request: string;
  readonly event: string;
}

/**
 * What makes a request the same as another: the text that is signed. It strings names and values together, so that who has a signed request
 * can move their borders and make other events of it; that text, and this key, stay the same.
 */
export function requestKey(signedText: string): string {
  return `request/${hash(signedText)}`;
}

/**
 * What makes an event the same as another, as in a repetition that Plivo has signed anew: its session, its sequence number, and the event's name and time. The last two are part of it since it is not
 * documented whether the numbers begin anew with each call; a repetition has them all. A callback without a number or time
 * is known by everything in it.
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

/** Plivo's are no longer than this. What is kept for each callback must not grow with what a sender puts into it. */
const maxKeyLength = 250;

function shorten(text: string): string {
  return text.length > maxKeyLength ? hash(text) : text;
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** Where an event stands among those of its session. */
export function positionOf({ kind, sessionUuid, sequenceNumber }: CallbackEvent): EventPosition {
  return { session: shorten(sessionUuid), kind, number: sequenceNumber };
}
