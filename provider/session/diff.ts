import { changes, hasUnknown, type Change } from "./changes";
import { SessionExpiredError } from "./errors";
import { expiredAgo, isExpired, onExpiryOf } from "./expiry";
import type { SessionInputs } from "./fields";
import { declaredInputs, type SessionState } from "./state";

/** What Pulumi's engine is told about a session's declared and stored arguments. */
export interface Diff {
  /**
   * `false`: nothing to do. `true`: there is. Undefined: the inputs differ, and the engine compares them itself, which
   * makes its preview show just the arguments that changed.
   */
  readonly changes: boolean | undefined;
  /** The properties that force a replacement; `expiryTime` where the session has ended. */
  readonly replaces: readonly string[];
  /** One line for the user that says why a session is replaced, which the engine's own text does not. */
  readonly explanation: string | undefined;
  /** Whether the session is replaced only because the clock says that it has ended; the program asks for no other. */
  readonly condemnedByClock: boolean;
}

const nothing: Diff = { changes: false, replaces: [], explanation: undefined, condemnedByClock: false };

/** What diff needs beyond the two sides. */
export interface DiffCircumstances {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** False in a refresh, which shows what changed elsewhere and not what the clock demands of the next `up`. */
  readonly clockRules: boolean;
}

/**
 * Compares a session's stored outputs with the program's inputs. Pure and offline.
 *
 * @throws SessionExpiredError where the session has expired and `onExpiry` is `fail`.
 */
export function diff(
  sessionUuid: string,
  olds: SessionState,
  news: SessionInputs,
  { now, clockRules }: DiffCircumstances,
): Diff {
  const changed = changes(declaredInputs(olds), news);
  const expired = clockRules && isExpired(olds, now);
  const onExpiry = onExpiryOf(news);
  if (expired && onExpiry === "fail") throw new SessionExpiredError(sessionUuid, expiredAgo(olds, now));

  const forced = changed.filter((change) => change.effect === "replace").map((change) => change.name);
  const ended = expired && (onExpiry === "recreate" || changed.some((change) => change.effect === "update"));
  const replaces = ended ? [...forced, "expiryTime"] : forced;
  if (changed.length === 0 && !ended) return nothing;
  return {
    // What the clock demands is not left to the engine's comparison of inputs: after a half-done step they can be equal.
    changes: ended || changed.length === 0 ? true : undefined,
    replaces,
    explanation:
      replaces.length === 0 ? undefined : explain(sessionUuid, changed, ended, expiredAgo(olds, now)),
    condemnedByClock: ended && forced.length === 0,
  };
}

const list = new Intl.ListFormat("en-GB", { type: "conjunction" });

function explain(sessionUuid: string, changed: readonly Change[], ended: boolean, ago: string): string {
  const forced = changed.filter((change) => change.effect === "replace");
  const reasons: string[] = [];
  if (forced.length > 0) {
    const names = list.format(forced.map((change) => change.name));
    const may = hasUnknown(forced) ? "may change" : "changed";
    reasons.push(
      `${names} ${may}, and Plivo cannot change ${forced.length === 1 ? "it" : "them"} in a live session`,
    );
  }
  if (ended) reasons.push(`it ${ago}`);
  return `Masking session ${sessionUuid} will be replaced: ${reasons.join("; ")}.`;
}
