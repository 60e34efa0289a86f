import type { Question } from "../question";
import { aboutCreates } from "./creates";
import { aboutExpired } from "./expired";
import { aboutLists } from "./lists";
import { aboutRateLimit, aboutRequests } from "./requests";
import { aboutSharedSession } from "./shared-session";
import { aboutUpdates } from "./updates";

const [newInList, plusInFilters, ...otherLists] = aboutLists;

/**
 * All questions in the order in which they are asked: first those of one shared session, then those of
 * sessions of their own, one after another, so that an account with a single number will do for all but one.
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
