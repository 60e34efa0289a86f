import { ProviderError } from "../common/errors";
import { visible } from "../common/visible";

/** What is known of a request that failed. */
export interface Failure {
  readonly method: string;
  /** Without the query, which holds numbers. */
  readonly path: string;
  readonly status?: number | undefined;
  /** The vendor's own words, without personal data. */
  readonly vendorText?: string | undefined;
  /** The vendor's name for this request; its support asks for it. */
  readonly apiId?: string | undefined;
}

/** Whether Plivo has carried a request out: surely not, surely, or nobody knows. */
export type Processed = "no" | "yes" | "unknown";

/** The codes of all these errors. */
export type PlivoErrorCode =
  | "PLIVO_INVALID_REQUEST"
  | "PLIVO_AUTHENTICATION"
  | "PLIVO_GEO_PERMISSION"
  | "PLIVO_NOT_FOUND"
  | "PLIVO_ADDRESS_NOT_FOUND"
  | "PLIVO_ALREADY_EXPIRED"
  | "PLIVO_RATE_LIMITED"
  | "PLIVO_SERVER"
  | "PLIVO_REDIRECT"
  | "PLIVO_UNREADABLE_ANSWER"
  | "PLIVO_NETWORK"
  | "PLIVO_TIMEOUT"
  | "PLIVO_PROXY";

/**
 * A request to Plivo that did not succeed. No subclass carries a phone number, a PIN, a token or a query.
 *
 * Its message says what happened. The code that shows it adds what to do next, since that depends on the
 * reader.
 */
export abstract class PlivoError extends ProviderError {
  abstract override readonly code: PlivoErrorCode;
  readonly method: string;
  readonly path: string;
  readonly status: number | undefined;
  readonly vendorText: string | undefined;
  readonly apiId: string | undefined;
  /** Whether Plivo has carried the request out. */
  abstract readonly processed: Processed;
  /** Whether the same request may succeed a little later. */
  readonly temporary: boolean = false;
  /** What happened, with all that is known of it. The message may have the next step too. */
  readonly summary: string;

  constructor(
    /** What happened, in a few words. */
    readonly what: string,
    failure: Failure,
  ) {
    const summary = summarise(what, failure);
    super(summary);
    this.summary = summary;
    this.method = failure.method;
    this.path = failure.path;
    this.status = failure.status;
    this.vendorText = failure.vendorText;
    this.apiId = failure.apiId;
  }
}

function summarise(what: string, { method, path, status, vendorText, apiId }: Failure): string {
  const details = [
    `${method} ${path}`,
    status === undefined ? undefined : `status ${String(status)}`,
    vendorText === undefined ? undefined : `"${vendorText}"`,
    apiId === undefined ? undefined : `api_id ${apiId}`,
  ].filter((detail) => detail !== undefined);
  return visible(`${what} (${details.join(", ")}).`);
}

/** 400, 405, 409, 422 and whatever other 4xx has no class of its own: the request can never succeed as it is. */
export class InvalidRequestError extends PlivoError {
  readonly code = "PLIVO_INVALID_REQUEST";
  readonly processed = "no";
  constructor(
    failure: Failure,
    /** Whether the account has no virtual number left for the session's parties. */
    readonly isPoolExhausted = false,
  ) {
    super("Plivo refused the request", failure);
  }
}

/** 401. */
export class AuthenticationError extends PlivoError {
  readonly code = "PLIVO_AUTHENTICATION";
  readonly processed = "no";
  constructor(failure: Failure) {
    super("Plivo did not accept the credentials", failure);
  }
}

/** 403: the destination is barred, or the account lacks the feature. */
export class GeoPermissionError extends PlivoError {
  readonly code = "PLIVO_GEO_PERMISSION";
  readonly processed = "no";
  constructor(failure: Failure) {
    super("Plivo forbids this for the account", failure);
  }
}

/** 404 and 410, in the vendor's own words: no such session. */
export class NotFoundError extends PlivoError {
  readonly code = "PLIVO_NOT_FOUND";
  readonly processed = "no";
  constructor(failure: Failure) {
    super("Plivo does not know this session", failure);
  }
}

/** 404 and 410 for a create or a list, or from something that is not the API: no such address or account. 403 likewise. */
export class AddressNotFoundError extends PlivoError {
  readonly code = "PLIVO_ADDRESS_NOT_FOUND";
  readonly processed = "no";
  constructor(failure: Failure) {
    super(
      failure.status === 403
        ? "Access to this address or account is forbidden"
        : "Plivo does not know this address or account",
      failure,
    );
  }
}

/** The session has expired, and can be neither changed nor ended. */
export class AlreadyExpiredError extends PlivoError {
  readonly code = "PLIVO_ALREADY_EXPIRED";
  readonly processed = "no";
  constructor(failure: Failure) {
    super("The session has already expired", failure);
  }
}

/** 429. */
export class RateLimitedError extends PlivoError {
  readonly code = "PLIVO_RATE_LIMITED";
  readonly processed = "no";
  override readonly temporary = true;
  constructor(
    failure: Failure,
    /** Seconds that Plivo asks to wait, where it does. */
    readonly retryAfter: number | undefined,
  ) {
    super("Plivo's rate limit of the account is reached", failure);
  }
}

/** 5xx, and the 4xx with which servers and proxies give up a request that may be under way: 408, 460, 499. */
export class ServerError extends PlivoError {
  readonly code = "PLIVO_SERVER";
  readonly processed = "unknown";
  override readonly temporary = true;
  constructor(failure: Failure) {
    super("Plivo failed to answer", failure);
  }
}

/** A redirect, which is not followed: it would hand the credentials on. */
export class RedirectError extends PlivoError {
  readonly code = "PLIVO_REDIRECT";
  readonly processed: Processed;
  constructor(failure: Failure) {
    super("The endpoint answered with a redirect, which is not followed", failure);
    // These two ask for the same request elsewhere; another may tell where to read what has come of it.
    this.processed = failure.status === 307 || failure.status === 308 ? "no" : "unknown";
  }
}

/** A success whose body is not what the vendor's document describes; the request may well have been carried out. */
export class UnreadableAnswerError extends PlivoError {
  readonly code = "PLIVO_UNREADABLE_ANSWER";
  readonly processed: Processed;
  override readonly temporary = true;
  constructor(
    failure: Failure,
    what: string,
    /** The session that a create has made, where the answer names it. */
    readonly sessionUuid?: string,
  ) {
    super(`Plivo's answer cannot be read: ${what}`, failure);
    this.processed = sessionUuid === undefined ? "unknown" : "yes";
  }
}
