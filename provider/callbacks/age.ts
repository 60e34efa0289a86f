import { CallbackTimeUnreadableError, CallbackTooOldError } from "./errors";
import type { CallbackEvent } from "./events";
import type { Settings } from "./options";

/**
 * Refuses an event that is older than `maxAgeMs`, since its request may have been recorded: a signature has no time in it. A time in the
 * future never refuses: Plivo's clock may differ from this machine's.
 *
 * @throws CallbackTooOldError; CallbackTimeUnreadableError if `maxAgeMs` was set. By default an unreadable time is told alone, because no document of
 *   Plivo's gives its format.
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
