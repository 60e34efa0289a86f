import { ProviderError } from "../common/errors";
import { list } from "./list-format";

/**
 * A change would replace the session that `adoptSessionUuid` names; its successor would adopt the same one.
 */
export class AdoptedReplacementError extends ProviderError {
  readonly code = "PLIVO_ADOPTED_REPLACEMENT";
  constructor(
    readonly sessionUuid: string,
    /** The changed arguments. */
    readonly names: readonly string[],
  ) {
    super(
      `Masking session ${sessionUuid} would be replaced, because ${list.format(names)} changed, but ` +
        "adoptSessionUuid still names it. Remove adoptSessionUuid first, which does not change the " +
        "session, or undo the change.",
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
      `adoptSessionUuid names the masking session ${sessionUuid}, which account ${account} does not ` +
        "have. Nothing was created or changed. Check the UUID, and that this account created the session.",
    );
  }
}

/** `adoptSessionUuid` names a session that differs from the program in what no update can change. */
export class AdoptDiffersError extends ProviderError {
  readonly code = "PLIVO_ADOPT_DIFFERS";
  constructor(
    readonly sessionUuid: string,
    /** The arguments that differ and that Plivo cannot change. */
    readonly names: readonly string[],
  ) {
    super(
      `adoptSessionUuid names the masking session ${sessionUuid}, which differs from the program in ` +
        `${list.format(names)}. Plivo cannot change that in a live session. Declare what the session has, ` +
        "or remove adoptSessionUuid to create a new one.",
    );
  }
}

/** `adoptSessionUuid` names a session that has expired, and `onExpiry` is not `recreate`. */
export class AdoptExpiredError extends ProviderError {
  readonly code = "PLIVO_ADOPT_EXPIRED";
  constructor(
    readonly sessionUuid: string,
    ago: string,
    onExpiry: string,
  ) {
    super(
      `adoptSessionUuid names the masking session ${sessionUuid}, which ${ago}, and onExpiry is ` +
        `"${onExpiry}". Remove adoptSessionUuid, or set onExpiry to "recreate": either way, \`pulumi up\` ` +
        "creates a new session.",
    );
  }
}

/** `adoptSessionUuid` names a session that another resource of this run has. */
export class AdoptOwnedError extends ProviderError {
  readonly code = "PLIVO_ADOPT_OWNED";
  constructor(readonly sessionUuid: string) {
    super(
      `adoptSessionUuid names the masking session ${sessionUuid}, which another resource of this stack ` +
        "already has. If you renamed the resource, give it an alias of the old name; otherwise remove " +
        "adoptSessionUuid or the other resource.",
    );
  }
}
