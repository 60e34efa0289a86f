import { createHash } from "node:crypto";
import type { CallbackEvent } from "./events";
import { pairsOf, type CallbackInput } from "./input";
import type { Place } from "./order";

/**
 * What makes a callback the same as another: its session, its sequence number, and the event's name and time. The last two are part of it since it is not
 * documented whether the numbers begin anew with each call; a repetition has them all. A callback without a number or time
 * is known by everything in it.
 */
export function identityOf(event: CallbackEvent, input: CallbackInput): string {
  const { kind, sessionUuid, sequenceNumber, eventName, eventTimestamp } = event;
  const parts = [kind, sessionUuid, sequenceNumber ?? "-", eventName, eventTimestamp ?? "-"];
  if (sequenceNumber === undefined || eventTimestamp === undefined) parts.push(digest(input));
  return short(parts.join("/"));
}

function digest(input: CallbackInput): string {
  const written = pairsOf(input).map((pair) => JSON.stringify(pair));
  return hash(written.sort().join("\n"));
}

/** Plivo's are no longer than this. What is kept for each callback must not grow with what a sender puts into it. */
const longest = 250;

function short(text: string): string {
  return text.length > longest ? hash(text) : text;
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** Where an event stands among those of its session. */
export function placeOf({ kind, sessionUuid, sequenceNumber }: CallbackEvent): Place {
  return { session: short(sessionUuid), kind, number: sequenceNumber };
}
