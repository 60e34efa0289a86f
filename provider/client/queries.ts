export { checkFilters, filterNames } from "./check-filters";
export type { InteractionDetails, SessionDetails } from "./details";
export { InvalidFiltersError } from "./errors";
export type { SessionFilters } from "./filters";
export {
  SessionReader,
  type DetailsPage,
  type ListOptions,
  type SessionList,
  type SessionReaderOptions,
} from "./session-reader";
export type { TimeWindow } from "./windows";
