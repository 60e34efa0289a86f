import { ProviderError } from "../common/errors";
import { list } from "./list-format";

/** A change would replace the session that `adoptSessionUuid` names: the new one could only take the same one over again. */
export class AdoptedReplacementError extends ProviderError {
  readonly code = "PLIVO_ADOPTED_REPLACEMENT";
  constructor(
    readonly sessionUuid: string,
    /** The changed arguments. */
    readonly names: readonly string[],
  ) {
    super(
      `Masking session ${sessionUuid} would be replaced, since ${list.format(names)} changed, but adoptSessionUuid still names it. ` +
        "Remove adoptSessionUuid first (nothing happens to the session then), or take the change back.",
    );
  }
}

/** `adoptSessionUuid` names a session that the account does not have. */
export class AdoptNotFoundError extends ProviderError {
  readonly code = "PLIVO_ADOPT_NOT_FOUND";
  constructor(
    readonly sessionUuid: string,
    /** The configured account. */
    readonly account: string,
  ) {
    super(
      `adoptSessionUuid names the masking session ${sessionUuid}, which account ${account} does not have: check the UUID, and that ` +
        "the account is the one that made it. Nothing was made or changed.",
    );
  }
}

/** `adoptSessionUuid` names a session that cannot be made what the program declares. */
export class AdoptDiffersError extends ProviderError {
  readonly code = "PLIVO_ADOPT_DIFFERS";
  constructor(
    readonly sessionUuid: string,
    /** The arguments that differ and that Plivo cannot change. */
    readonly names: readonly string[],
  ) {
    super(
      `adoptSessionUuid names the masking session ${sessionUuid}, which differs from the program in ${list.format(names)}; Plivo cannot ` +
        "change that in a live session. Declare what the session has, or remove adoptSessionUuid to make a new one. Nothing was changed.",
    );
  }
}

/** `adoptSessionUuid` names a session that has expired, and `onExpiry` does not allow to make a new one instead. */
export class AdoptExpiredError extends ProviderError {
  readonly code = "PLIVO_ADOPT_EXPIRED";
  constructor(
    readonly sessionUuid: string,
    ago: string,
    onExpiry: string,
  ) {
    super(
      `adoptSessionUuid names the masking session ${sessionUuid}, which ${ago}, and onExpiry is "${onExpiry}". Remove ` +
        'adoptSessionUuid to make a new session, or set onExpiry to "recreate", which makes one in such a case.',
    );
  }
}

/** `adoptSessionUuid` names a session that another resource of this run has. */
export class AdoptOwnedError extends ProviderError {
  readonly code = "PLIVO_ADOPT_OWNED";
  constructor(readonly sessionUuid: string) {
    super(
      `adoptSessionUuid names the masking session ${sessionUuid}, which another resource of this stack has: a session has one resource. ` +
        "If the resource was renamed, give it an alias of the old name; otherwise remove adoptSessionUuid, or the other resource.",
    );
  }
}
