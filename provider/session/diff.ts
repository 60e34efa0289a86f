import { changes, hasUnknown, isMisdialled, valueToSend, type Change } from "./changes";
import { AdoptedReplacementError } from "./adopt-errors";
import { SessionExpiredError } from "./errors";
import { expiredAgo, isDueForRenewal, isExpired, isSpent, onExpiryOf } from "./expiry";
import type { FieldName, SessionInputs } from "./fields";
import { list } from "./list-format";
import type { SessionState } from "./state";

/** What Pulumi's engine is told about a session's declared and stored arguments. */
export interface Diff {
  /**
   * `false`: nothing to do. `true`: there is. Undefined: the inputs differ, and the engine compares them itself, which
   * makes its preview show just the arguments that changed.
   */
  readonly changes: boolean | undefined;
  /** The properties that force a replacement; `expiryTime` where the session has ended. */
  readonly replaces: readonly string[];
  /**
   * Lines for the user with what the engine's own text does not say: why a session is replaced or extended, and that an argument which
   * was removed keeps its value at Plivo.
   */
  readonly explanations: readonly string[];
  /** Whether the session is replaced only because the clock says that it has ended; the program asks for no other. */
  readonly condemnedByClock: boolean;
  /** Whether the session is extended since `renewBefore` says so. */
  readonly renewed: boolean;
}

const nothing: Diff = {
  changes: false,
  replaces: [],
  explanations: [],
  condemnedByClock: false,
  renewed: false,
};

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
 * @throws AdoptedReplacementError where the session would be replaced that `adoptSessionUuid` names.
 */
export function diff(
  sessionUuid: string,
  olds: SessionState,
  news: SessionInputs,
  { now, clockRules }: DiffCircumstances,
): Diff {
  const changed = changes(olds, news);
  const ended = clockRules && endsIt(sessionUuid, olds, news, changed, now);
  const forced = changed.filter((change) => change.effect === "replace").map((change) => change.name);
  if (
    forced.length > 0 &&
    news.adoptSessionUuid === sessionUuid &&
    !(ended && onExpiryOf(news) === "recreate")
  )
    throw new AdoptedReplacementError(sessionUuid, forced);
  const replaces = ended ? [...forced, "expiryTime"] : forced;
  const renewed = clockRules && replaces.length === 0 && isDueForRenewal(news, olds, now);
  if (changed.length === 0 && !ended && !renewed) return nothing;
  return {
    // What the clock demands is not left to the engine's comparison of inputs: after a half-done step they can be equal.
    changes: ended || renewed ? true : undefined,
    replaces,
    explanations: explanations(sessionUuid, { changed, replaces, renewed, ends: expiredAgo(olds, now) }),
    condemnedByClock: ended && forced.length === 0,
    renewed,
  };
}

/** Whether the session is replaced since it has ended. */
function endsIt(
  sessionUuid: string,
  olds: SessionState,
  news: SessionInputs,
  changed: readonly Change[],
  now: number,
): boolean {
  const onExpiry = onExpiryOf(news);
  if (onExpiry === "recreate") return isSpent(olds, now);
  if (!isExpired(olds, now)) return false;
  if (onExpiry === "fail") throw new SessionExpiredError(sessionUuid, expiredAgo(olds, now));
  return changed.some((change) => change.effect === "update");
}

interface Explained {
  readonly changed: readonly Change[];
  readonly replaces: readonly string[];
  readonly renewed: boolean;
  /** When the session ends, or ended. */
  readonly ends: string;
}

function explanations(sessionUuid: string, explained: Explained): string[] {
  const { changed, replaces, renewed, ends } = explained;
  if (replaces.length > 0) return [replacement(sessionUuid, explained)];
  const extension = `Masking session ${sessionUuid} ${ends}, so it will be extended (renewBefore).`;
  const misdialled = misdialledReasons(changed);
  return [
    ...(renewed ? [extension] : []),
    ...misdialled.map((reason) => `Masking session ${sessionUuid} will be updated: ${reason}.`),
    ...changed.filter(isLetGo).map(({ name }) => letGo(sessionUuid, name)),
  ];
}

/** A removed argument without a certain default keeps its last value at Plivo. In a preview it looks like one that is set back. */
function isLetGo(change: Change): boolean {
  return change.effect === "update" && change.to === undefined && valueToSend(change) === undefined;
}

function letGo(sessionUuid: string, name: FieldName): string {
  return `Masking session ${sessionUuid}: ${name} is no longer managed; the session keeps its last value.`;
}

function replacement(sessionUuid: string, { changed, replaces, ends }: Explained): string {
  const forced = changed.filter((change) => change.effect === "replace");
  const reasons: string[] = [];
  if (forced.length > 0) {
    const names = list.format(forced.map((change) => change.name));
    const may = hasUnknown(forced) ? "may change" : "changed";
    reasons.push(
      `${names} ${may}, and Plivo cannot change ${forced.length === 1 ? "it" : "them"} in a live session`,
    );
  }
  reasons.push(...misdialledReasons(forced));
  if (replaces.includes("expiryTime")) reasons.push(`it ${ends}`);
  return `Masking session ${sessionUuid} will be replaced: ${reasons.join("; ")}.`;
}

function misdialledReasons(changed: readonly Change[]): string[] {
  const names = changed.filter(isMisdialled).map((change) => change.name);
  if (names.length === 0) return [];
  return [
    `an earlier release sent ${list.format(names)} with a digit of national dialling, which rings nobody`,
  ];
}
