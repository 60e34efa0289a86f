import type { Question } from "../question";
import { aboutCreates } from "./creates";
import { aboutExpired } from "./expired";
import { aboutLists } from "./lists";
import { aboutRateLimit, aboutRequests } from "./requests";
import { aboutSharedSession } from "./shared-session";
import { aboutUpdates } from "./updates";

const [newInList, plusInFilters, ...otherLists] = aboutLists;

/**
 * All questions in their order: first those about one shared session, then those with their own sessions, one
 * after another. So a single number is enough for all questions but one.
 */
export const questions: readonly Question[] = [
  ...[newInList, plusInFilters].filter((one) => one !== undefined),
  ...aboutRequests,
  ...aboutSharedSession,
  ...aboutUpdates,
  ...aboutExpired,
  ...otherLists,
  ...aboutCreates,
  aboutRateLimit,
];
