import type { Switches } from "plivo-masking-emulator";

type Profile = Partial<Switches>;

/**
 * Accounts that respond as differently from the emulator's defaults as possible, without a loss. Each
 * position is in one of them.
 */
export const harmless: Readonly<Record<string, Profile>> = {
  refusing: {
    defaults: "text",
    zeroInUpdate: "default",
    numbersAsText: "refuse",
    caseOfNames: "exact",
    createOnlyInUpdate: "refuse",
    malformedUuid: "invalid",
    trailingSlash: "refuse",
    listWithoutSubaccount: "main",
    plusInFilters: "compared",
    updateOfExpired: "not-found",
    deleteOfExpired: "not-found",
    missingParty: "null",
    pinsShown: "not-in-lists",
    newInList: "seconds",
    createdTime: "ahead",
    amounts: "text",
    deletedDuration: "kept",
    billing: "both-minutes",
    callTimeLimit: "connection",
  },
  accepting: {
    outOfRange: "clamp",
    createOnlyInUpdate: "ignore",
    audioFiles: "any",
    geomatch: "fallback",
    unknownParameters: "ignore",
    updateOfExpired: "accept",
    deleteOfExpired: "accept",
    samePair: "same-number",
    missingParty: "absent",
    shape: "nulls",
    activeFilter: "live",
    createdTime: "behind",
    interactionUrls: "absent",
    retryAfter: "seconds",
  },
};

/**
 * An account at which operations stop until the user follows the error or docs/reliability.md. Nothing is
 * lost.
 */
export const stopping: Profile = {
  emptyUrl: "refuse",
  singleParty: "once",
  unknownUuid: "bad-request",
  samePair: "refuse",
  deleteOfExpired: "error-in-success",
};

/**
 * Positions at which a session can be duplicated or adopted wrongly, as docs/reliability.md says under "What
 * is left".
 */
export const lossy: readonly (readonly [name: keyof Switches, position: string])[] = [
  ["newInList", "late"],
  ["plusInFilters", "needed"],
  ["pinsShown", "in-create"],
  ["shape", "document"],
];
