import { changes, hasUnknown, isMisdialled, valueToSend, type Change } from "./changes";
import { AdoptedReplacementError } from "./adopt-errors";
import { SessionExpiredError } from "./errors";
import { isDueForRenewal, isExpired, isExpiredOrExpiring, onExpiryOf, storedExpiryText } from "./expiry";
import type { FieldName, SessionInputs } from "./fields";
import { list } from "./list-format";
import type { SessionState } from "./state";

/** The differences between a session's arguments and its state, and their effects. */
export interface Diff {
  /** In the table's order. */
  readonly changed: readonly Change[];
  /** The properties that force a replacement; `expiryTime` if the session has expired. */
  readonly replaces: readonly string[];
  /** Whether to act even if no argument differs: on an expiry, a renewal or an incomplete state. */
  readonly isForced: boolean;
  /** What the engine does not show: why a session is replaced or extended, and which values it keeps. */
  readonly explanations: readonly string[];
  /** Whether the session's expiry is the only reason to replace it. */
  readonly replacedByExpiry: boolean;
  /** Whether `renewBefore` extends the session. */
  readonly renewed: boolean;
}

const nothing: Diff = {
  changed: [],
  replaces: [],
  isForced: false,
  explanations: [],
  replacedByExpiry: false,
  renewed: false,
};

export function isUnchanged({ changed, isForced }: Diff): boolean {
  return changed.length === 0 && !isForced;
}

/** The time, and whether it counts. */
export interface DiffCircumstances {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** False in a refresh, which shows drift, and not what the next `up` does about expiry. */
  readonly clockRules: boolean;
}

/**
 * Compares a session's stored outputs with the program's inputs. Pure, without a request.
 *
 * @throws SessionExpiredError if the session has expired and `onExpiry` is `fail`.
 * @throws AdoptedReplacementError if it would replace the session that `adoptSessionUuid` names.
 */
export function diff(
  sessionUuid: string,
  olds: SessionState,
  news: SessionInputs,
  { now, clockRules }: DiffCircumstances,
): Diff {
  const changed = changes(olds, news);
  const expiryReplaces = clockRules && isReplacedByExpiry(sessionUuid, olds, news, changed, now);
  const forced = changed.filter((change) => change.effect === "replace").map((change) => change.name);
  if (
    forced.length > 0 &&
    news.adoptSessionUuid === sessionUuid &&
    !(expiryReplaces && onExpiryOf(news) === "recreate")
  )
    throw new AdoptedReplacementError(sessionUuid, forced);
  const replaces = expiryReplaces ? [...forced, "expiryTime"] : forced;
  const renewed = clockRules && replaces.length === 0 && isDueForRenewal(news, olds, now);
  if (changed.length === 0 && !expiryReplaces && !renewed) return nothing;
  return {
    changed,
    replaces,
    isForced: expiryReplaces || renewed,
    explanations: explanations(sessionUuid, {
      changed,
      replaces,
      renewed,
      ends: storedExpiryText(olds, now),
    }),
    replacedByExpiry: expiryReplaces && forced.length === 0,
    renewed,
  };
}

function isReplacedByExpiry(
  sessionUuid: string,
  olds: SessionState,
  news: SessionInputs,
  changed: readonly Change[],
  now: number,
): boolean {
  const onExpiry = onExpiryOf(news);
  if (onExpiry === "recreate") return isExpiredOrExpiring(olds, now);
  if (!isExpired(olds, now)) return false;
  if (onExpiry === "fail") throw new SessionExpiredError(sessionUuid, storedExpiryText(olds, now));
  return changed.some((change) => change.effect === "update");
}

interface ExplanationFacts {
  readonly changed: readonly Change[];
  readonly replaces: readonly string[];
  readonly renewed: boolean;
  /** Such as "expired 2 h ago". */
  readonly ends: string;
}

function explanations(sessionUuid: string, facts: ExplanationFacts): string[] {
  const { changed, replaces, renewed, ends } = facts;
  if (replaces.length > 0) return [replacementExplanation(sessionUuid, facts)];
  const extension = `Masking session ${sessionUuid} ${ends}, so it will be extended (renewBefore).`;
  const misdialled = misdialledReasons(changed);
  return [
    ...(renewed ? [extension] : []),
    ...misdialled.map((reason) => `Masking session ${sessionUuid} will be updated: ${reason}.`),
    ...changed.filter(isUnmanagedNow).map(({ name }) => unmanagedExplanation(sessionUuid, name)),
  ];
}

/** A removed argument without a known default keeps its last value, although a preview looks like a reset. */
function isUnmanagedNow(change: Change): boolean {
  return change.effect === "update" && change.to === undefined && valueToSend(change) === undefined;
}

function unmanagedExplanation(sessionUuid: string, name: FieldName): string {
  return `Masking session ${sessionUuid}: ${name} is no longer managed; the session keeps its last value.`;
}

function replacementExplanation(sessionUuid: string, { changed, replaces, ends }: ExplanationFacts): string {
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
    `an earlier release sent ${list.format(names)} with a digit of national dialling, which rings no one`,
  ];
}
