import { CallbackTimeUnreadableError, CallbackTooOldError } from "./errors";
import type { CallbackEvent } from "./events";
import type { Settings } from "./options";

/**
 * Refuses an event that is older than `maxAge`, since its request may have been recorded: a signature has no time in it. A time in the
 * future never refuses: Plivo's clock may differ from this machine's.
 *
 * @throws CallbackTooOldError; CallbackTimeUnreadableError if `maxAge` was set. By default an unreadable time is told alone, because no document of
 *   Plivo's gives its format.
 */
export function checkAge(
  event: CallbackEvent,
  { maxAge, needsTime, clock, tell }: Pick<Settings, "maxAge" | "needsTime" | "clock" | "tell">,
): void {
  if (maxAge === Number.POSITIVE_INFINITY) return;
  const { eventTimestamp } = event;
  if (eventTimestamp === undefined) {
    const error = new CallbackTimeUnreadableError(needsTime);
    if (needsTime) throw error;
    tell(error, event);
  } else if (clock.now() - Date.parse(eventTimestamp) > maxAge) {
    throw new CallbackTooOldError(maxAge);
  }
}
