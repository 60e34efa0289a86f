import { ProviderError } from "../common/errors";
import { isSessionUuid } from "../plivo";
import { list } from "./list-format";

/** The account does not have a session, and the state does not name its account; nothing was changed. */
export class OwnerUnknownError extends ProviderError {
  readonly code = "PLIVO_OWNER_UNKNOWN";
  constructor(
    /** The resource's ID, which is not a UUID in some hand-written providers. */
    readonly sessionUuid: string,
    /** The configured account. */
    readonly configured: string,
  ) {
    const session = isSessionUuid(sessionUuid)
      ? `Masking session ${sessionUuid}`
      : "The session of this resource, which has an ID that is not a session UUID,";
    super(
      `${session} is unknown to account ${configured}, and the state does not name its account, so ` +
        "nothing was changed. Configure the account that owns the session; if the session is gone, remove " +
        "the resource with `pulumi state delete`, which expires no session.",
    );
  }
}

/**
 * The session of an incomplete state differs from the program in what no update can change; nothing was
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
      `Masking session ${sessionUuid} differs from the program in ${list.format(names)}, which Plivo ` +
        "cannot change in a live session. Nothing was changed. Declare what the session has, or run " +
        "`pulumi state delete <URN>`, which expires no session: the next `pulumi up` then creates a new " +
        "one beside it.",
    );
  }
}
