import { ProviderError } from "../common/errors";
import { isSessionUuid } from "../plivo";
import { list } from "./list-format";

/**
 * The account does not have a session, and the state does not say which account does; nothing was changed.
 */
export class OwnerUnknownError extends ProviderError {
  readonly code = "PLIVO_OWNER_UNKNOWN";
  constructor(
    /** The resource's id, which a hand-written provider may have chosen in another way. */
    readonly sessionUuid: string,
    /** The configured account. */
    readonly configured: string,
  ) {
    const session = isSessionUuid(sessionUuid)
      ? `Masking session ${sessionUuid}, of which the state does not say who owns it,`
      : "The session of a resource whose id is no session's UUID";
    super(
      `${session} is not known to account ${configured}, so the state keeps it and nothing was changed. Configure the account that ` +
        "owns the session; if it is gone, take the resource out of the state with `pulumi state delete`, which ends no session.",
    );
  }
}

/**
 * A session that an incomplete state names differs from the program in what no update can change; nothing was
 * changed.
 */
export class IncompleteDiffersError extends ProviderError {
  readonly code = "PLIVO_INCOMPLETE_DIFFERS";
  constructor(
    readonly sessionUuid: string,
    /** The arguments that differ. */
    readonly names: readonly string[],
  ) {
    super(
      `Masking session ${sessionUuid} differs from the program in ${list.format(names)}, which Plivo cannot change in a live session; ` +
        "nothing was changed. Declare what the session has; or run `pulumi state delete <URN>`, which ends no session, and `pulumi up` " +
        "then creates a new one beside it.",
    );
  }
}
