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
      `Masking session ${sessionUuid} ${ago}, and its onExpiry is "fail". Set onExpiry to "recreate" to ` +
        'create a new session or to "ignore" to keep the expired one, or remove the resource from the ' +
        "program.",
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
      `Masking session ${sessionUuid} belongs to account ${owner}, but the configured account is ` +
        `${configured}. Nothing was sent. Configure the account that owns the session: PLIVO_AUTH_ID and ` +
        "PLIVO_AUTH_TOKEN, or the stack's plivo:authId and plivo:authToken; for a resource with an " +
        "`account`, the credentials of that name.",
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
      `Masking session ${sessionUuid} ${what}. MaskingSession.get reads a live session of the ` +
        "configured account: check the session's UUID and the account.",
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
      `Masking session ${sessionUuid} ${what}. An import takes a live session of the configured ` +
        "account: check the session's UUID and the account.",
    );
  }
}

/** `ifExists` is `fail`, and a live session already matches the resource; nothing was created. */
export class SessionExistsError extends ProviderError {
  readonly code = "PLIVO_SESSION_EXISTS";
  constructor(readonly sessionUuid: string) {
    super(
      `Masking session ${sessionUuid} is live and matches this resource, and ifExists is "fail", so ` +
        "no session was created. Run `PLIVO_IF_EXISTS=adopt pulumi up` to adopt it, or expire it first.",
    );
  }
}

/** Several live sessions without an owner match a resource; nothing was changed. */
export class SeveralSessionsError extends ProviderError {
  readonly code = "PLIVO_SEVERAL_SESSIONS";
  constructor(readonly sessionUuids: readonly string[]) {
    super(
      `The masking sessions ${list.format(sessionUuids)} are all live and match this resource, and ` +
        "belong to no resource that this run has processed. Expire those that no resource needs (in " +
        "Plivo's console, or with DELETE on the session's path), then run `PLIVO_IF_EXISTS=adopt pulumi " +
        "up` to adopt the one that is left.",
    );
  }
}

/** It is unknown whether Plivo created a session. */
export class CreateUnknownError extends ProviderError {
  readonly code = "PLIVO_CREATE_UNKNOWN";
  constructor(
    /** What happened to the request. */
    readonly reason: string,
    /** Live sessions of the same parties that may or may not be it. */
    readonly sessionUuids: readonly string[],
    /** Why the lookup failed, or that the request rings a phone and so is not sent again. */
    more?: { readonly failure?: string | undefined; readonly rings?: boolean },
  ) {
    const failed = more?.failure === undefined ? "" : `: ${more.failure}`;
    const call =
      more?.rings === true
        ? " The request was not sent again, because it would ring the first party's phone."
        : "";
    super(
      `It is unknown whether Plivo created the session (${reason}); the lookup was ` +
        `inconclusive${failed}.${call} ` +
        (sessionUuids.length === 0 ? orphanText : candidatesText(sessionUuids)),
    );
  }
}

const orphanText =
  "A live session may exist that is in no state. Run `PLIVO_IF_EXISTS=adopt pulumi up`, which adopts " +
  "the session if it exists and creates it if not.";

function candidatesText(sessionUuids: readonly string[]): string {
  return (
    `${list.format(sessionUuids)} ` +
    `${sessionUuids.length === 1 ? "is live and has" : "are live and have"} the same parties, and may ` +
    "or may not be it. Expire what you do not need (in Plivo's console, or with DELETE on the session's " +
    "path), then run `pulumi up`."
  );
}

/** A session exists, but something failed after it was created or adopted. The state keeps what is known. */
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
      `Masking session ${sessionUuid} exists and is in the state, but a later step failed: ${reason} ` +
        "The next `pulumi up` completes it.",
      { cause },
    );
  }
}

/** An update found that the session has expired or no longer exists. The state keeps it as expired. */
export class SessionEndedError extends ProviderError {
  readonly code = "PLIVO_SESSION_ENDED";
  constructor(
    readonly sessionUuid: string,
    /** The session, as expired. */
    readonly state: SessionState,
    how: string,
  ) {
    super(
      `Masking session ${sessionUuid} ${how}, so it was not updated. The next \`pulumi up\` follows the ` +
        "session's onExpiry: by default it creates a new one.",
    );
  }
}

/** Pulumi cancelled an operation, or it took longer than customTimeouts allows; nothing was sent. */
export class OperationCancelledError extends ProviderError {
  readonly code = "PLIVO_OPERATION_CANCELLED";
  constructor(what: string) {
    super(`${what} The operation was cancelled, or took longer than customTimeouts allows: run it again.`);
  }
}

/** Another resource has adopted a resource's session in this run. */
export class SessionAdoptedError extends ProviderError {
  readonly code = "PLIVO_SESSION_ADOPTED";
  constructor(readonly sessionUuid: string) {
    super(
      `Masking session ${sessionUuid} belongs to this resource, but another resource of this program ` +
        'has just adopted it, because it declares the same session and ifExists is "adopt". First remove ' +
        "the new resource from the state: `pulumi state delete`. Then, if you renamed the resource, give " +
        "the new one an alias of the old name; if you want both, run without PLIVO_IF_EXISTS (and without " +
        "ifExists on the new one).",
    );
  }
}

/** Two resources of the program have one session, because the wrong one adopted it in an earlier run. */
export class SessionTwiceError extends ProviderError {
  readonly code = "PLIVO_SESSION_TWICE";
  constructor(readonly sessionUuid: string) {
    super(
      `Masking session ${sessionUuid} is in the state twice: two resources have it. Remove one of them ` +
        "with `pulumi state delete`, which expires no session. If the program still declares it, the next " +
        "`pulumi up` creates a session for it.",
    );
  }
}
