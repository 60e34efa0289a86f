import { ProviderError } from "../errors";

/** A session has expired and its `onExpiry` is `fail`. */
export class SessionExpiredError extends ProviderError {
  readonly code = "PLIVO_SESSION_EXPIRED";
  constructor(
    readonly sessionUuid: string,
    ago: string,
  ) {
    super(
      `Masking session ${sessionUuid} ${ago}, and its onExpiry is "fail". To go on, set onExpiry to "recreate" (a new ` +
        'session is made) or "ignore" (it stays as it is), or remove the resource from the program.',
    );
  }
}

/** A session belongs to another account than the configured one; nothing was sent. */
export class ForeignAccountError extends ProviderError {
  readonly code = "PLIVO_FOREIGN_ACCOUNT";
  constructor(
    readonly sessionUuid: string,
    readonly owner: string,
    readonly configured: string,
  ) {
    super(
      `Masking session ${sessionUuid} belongs to account ${owner}, but the configured account is ${configured}. Nothing was ` +
        "sent. Configure the account that owns the session: PLIVO_AUTH_ID and PLIVO_AUTH_TOKEN, or the stack's " +
        "plivo:authId and plivo:authToken.",
    );
  }
}

/** `MaskingSession.get` was asked for a session that the account does not have, or that has expired. */
export class SessionNotReadableError extends ProviderError {
  readonly code = "PLIVO_SESSION_NOT_READABLE";
  constructor(
    readonly sessionUuid: string,
    what: string,
  ) {
    super(
      `Masking session ${sessionUuid} ${what}. MaskingSession.get reads a live session of the configured account: check the ` +
        "session's UUID and the account.",
    );
  }
}
