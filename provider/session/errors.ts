import { ProviderError } from "../common/errors";
import { PlivoError } from "../plivo";
import { list } from "./list-format";
import type { SessionState } from "./state";

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
        "plivo:authId and plivo:authToken; for a resource with an `account`, the credentials of that name.",
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

/** An import names a session that the account does not have, or that has expired. */
export class SessionNotImportableError extends ProviderError {
  readonly code = "PLIVO_SESSION_NOT_IMPORTABLE";
  constructor(
    readonly sessionUuid: string,
    what: string,
  ) {
    super(
      `Masking session ${sessionUuid} ${what}. An import takes a live session of the configured account: check the session's UUID ` +
        "and the account.",
    );
  }
}

/** `ifExists` is `fail`, and a live session that is what the program declares is there; nothing was made. */
export class SessionExistsError extends ProviderError {
  readonly code = "PLIVO_SESSION_EXISTS";
  constructor(readonly sessionUuid: string) {
    super(
      `Masking session ${sessionUuid} is live and is what this resource declares, and ifExists is "fail": none was made. Run ` +
        "`PLIVO_IF_EXISTS=adopt pulumi up` to take it over, or end it first.",
    );
  }
}

/** Several live sessions are what a resource declares, and none of them has an owner; nothing was changed. */
export class SeveralSessionsError extends ProviderError {
  readonly code = "PLIVO_SEVERAL_SESSIONS";
  constructor(readonly sessionUuids: readonly string[]) {
    super(
      `The masking sessions ${list.format(sessionUuids)} are all live and what this resource declares, and this run has not come to ` +
        "a resource that has one of them. End those that no resource needs (in Plivo's console, or with DELETE on the session's " +
        "path), then run `PLIVO_IF_EXISTS=adopt pulumi up`, which takes over the one that is left.",
    );
  }
}

/** Nobody knows whether Plivo has made a session. */
export class CreateUnknownError extends ProviderError {
  readonly code = "PLIVO_CREATE_UNKNOWN";
  constructor(
    /** What happened to the request. */
    readonly reason: string,
    /** Live sessions of the same parties that may or may not be it. */
    readonly sessionUuids: readonly string[],
    /** Why the look-up came to no end, where something failed; or that the request rings a phone, and is not sent again. */
    more?: { readonly failure?: string | undefined; readonly rings?: boolean },
  ) {
    const failed = more?.failure === undefined ? "" : `: ${more.failure}`;
    const call =
      more?.rings === true ? " It is not sent again, since it would ring the first party's phone." : "";
    super(
      `Whether Plivo has made the session is not known (${reason}), and a look-up did not settle it${failed}.${call} ` +
        (sessionUuids.length === 0 ? orphanText : candidatesText(sessionUuids)),
    );
  }
}

const orphanText =
  "A live session may exist that no state has. Run `PLIVO_IF_EXISTS=adopt pulumi up`: it takes the session over where it " +
  "exists, and makes it where it does not.";

function candidatesText(sessionUuids: readonly string[]): string {
  return (
    `${list.format(sessionUuids)} ${sessionUuids.length === 1 ? "is" : "are"} live and of the same parties, and may or may not be ` +
    "it. End what nobody needs (in Plivo's console, or with DELETE on the session's path), then run `pulumi up`."
  );
}

/** A session exists, but something failed after it was made or taken over. The state keeps what is known. */
export class SessionIncompleteError extends ProviderError {
  readonly code = "PLIVO_SESSION_INCOMPLETE";
  constructor(
    readonly sessionUuid: string,
    /** What is known of the session. */
    readonly state: SessionState,
    cause: unknown,
  ) {
    const reason = cause instanceof PlivoError ? cause.summary : "An unexpected error.";
    super(
      `Masking session ${sessionUuid} exists and is kept in the state, but what came after failed: ${reason} The next ` +
        "`pulumi up` completes it.",
      { cause },
    );
  }
}

/** An update met a session that has expired or vanished. The state keeps it as expired. */
export class SessionEndedError extends ProviderError {
  readonly code = "PLIVO_SESSION_ENDED";
  constructor(
    readonly sessionUuid: string,
    /** The session, as expired. */
    readonly state: SessionState,
    how: string,
  ) {
    super(
      `Masking session ${sessionUuid} ${how}, so it was not updated. The next \`pulumi up\` follows the session's onExpiry: by ` +
        "default it makes a new one.",
    );
  }
}

/**
 * Pulumi has cancelled an operation, or the time is over that the resource's customTimeouts give it; nothing
 * was sent.
 */
export class OperationCancelledError extends ProviderError {
  readonly code = "PLIVO_OPERATION_CANCELLED";
  constructor(what: string) {
    super(`${what} The operation was cancelled, or took longer than customTimeouts allows: run it again.`);
  }
}

/** A resource's session has been taken over by another resource in this run. */
export class SessionAdoptedError extends ProviderError {
  readonly code = "PLIVO_SESSION_ADOPTED";
  constructor(readonly sessionUuid: string) {
    super(
      `Masking session ${sessionUuid} belongs to this resource, but another resource of this program has just taken it over, since ` +
        'it declares the same and ifExists is "adopt". First take the new one out of the state: `pulumi state delete`. Then, if the ' +
        "resource was renamed, give the new one an alias of the old name; if both are meant, run without PLIVO_IF_EXISTS (and " +
        "without ifExists on the new one).",
    );
  }
}

/** Two resources of the program have one session, which a take-over by the wrong one has left in the state. */
export class SessionTwiceError extends ProviderError {
  readonly code = "PLIVO_SESSION_TWICE";
  constructor(readonly sessionUuid: string) {
    super(
      `Masking session ${sessionUuid} is in the state twice: two resources have it. Take one of them out with ` +
        "`pulumi state delete`, which ends no session; if the program still declares it, the next `pulumi up` makes one for it.",
    );
  }
}
