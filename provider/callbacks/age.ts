import { CallbackTimeUnreadableError, CallbackTooOldError } from "./errors";
import type { CallbackEvent } from "./events";
import type { Settings } from "./options";

/**
 * Rejects an event that is older than `maxAgeMs`: its request may be a recorded one, because a signature does
 * not expire. A time in the future is accepted, because Plivo's clock may differ from this machine's.
 *
 * @throws CallbackTooOldError; CallbackTimeUnreadableError if `maxAgeMs` was set. By default an unreadable
 *   time is only reported, because Plivo does not document the format.
 */
export function checkAge(
  event: CallbackEvent,
  {
    maxAgeMs,
    requiresTime,
    clock,
    reportError,
  }: Pick<Settings, "maxAgeMs" | "requiresTime" | "clock" | "reportError">,
): void {
  if (maxAgeMs === Number.POSITIVE_INFINITY) return;
  const { eventTimestamp } = event;
  if (eventTimestamp === undefined) {
    const error = new CallbackTimeUnreadableError(requiresTime);
    if (requiresTime) throw error;
    reportError(error, event);
  } else if (clock.now() - Date.parse(eventTimestamp) > maxAgeMs) {
    throw new CallbackTooOldError(maxAgeMs);
  }
}
