import { ProviderError } from "../common/errors";
import { visible } from "../common/visible";

/** What is known about a failed request. */
export interface Failure {
  readonly method: string;
  /** Without the query, which has phone numbers. */
  readonly path: string;
  readonly status?: number | undefined;
  /** Plivo's text, without personal data. */
  readonly vendorText?: string | undefined;
  /** Plivo's ID of the request. Plivo's support asks for it. */
  readonly apiId?: string | undefined;
}

/** Whether Plivo processed a request. */
export type Processed = "no" | "yes" | "unknown";

/** The codes of failed requests. */
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
 * A failed request to Plivo. No error has a phone number, a PIN, a token or a query.
 *
 * The message says what happened. The caller adds the next step, which depends on the reader.
 */
export abstract class PlivoError extends ProviderError {
  abstract override readonly code: PlivoErrorCode;
  readonly method: string;
  readonly path: string;
  readonly status: number | undefined;
  readonly vendorText: string | undefined;
  readonly apiId: string | undefined;
  /** Whether Plivo processed the request. */
  abstract readonly processed: Processed;
  /** Whether the same request may succeed later. */
  readonly temporary: boolean = false;
  /** What happened, with the details of the request. The message may have the next step too. */
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

/** 400, 405, 409, 422 and any other 4xx without a class of its own: the same request can never succeed. */
export class InvalidRequestError extends PlivoError {
  readonly code = "PLIVO_INVALID_REQUEST";
  readonly processed = "no";
  constructor(
    failure: Failure,
    /** Whether the account has no free virtual number for these parties. */
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

/** 403: the account may not call the destination, or lacks the feature. */
export class GeoPermissionError extends PlivoError {
  readonly code = "PLIVO_GEO_PERMISSION";
  readonly processed = "no";
  constructor(failure: Failure) {
    super("Plivo forbids this for the account", failure);
  }
}

/** 404 and 410 with Plivo's text: no such session. */
export class NotFoundError extends PlivoError {
  readonly code = "PLIVO_NOT_FOUND";
  readonly processed = "no";
  constructor(failure: Failure) {
    super("Plivo does not know this session", failure);
  }
}

/**
 * No such address or account: 404 and 410 for a create or a list, or 403, 404 and 410 from another server.
 */
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

/** The session has expired, so it can be neither updated nor expired. */
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
    /** Seconds to wait, if Plivo sent a Retry-After. */
    readonly retryAfter: number | undefined,
  ) {
    super("The account has reached Plivo's rate limit", failure);
  }
}

/** 5xx, and 408, 460 and 499, with which servers and proxies abort a request that may be in progress. */
export class ServerError extends PlivoError {
  readonly code = "PLIVO_SERVER";
  readonly processed = "unknown";
  override readonly temporary = true;
  constructor(failure: Failure) {
    super("Plivo failed to answer", failure);
  }
}

/** A redirect. It is not followed, because that would send the credentials to another server. */
export class RedirectError extends PlivoError {
  readonly code = "PLIVO_REDIRECT";
  readonly processed: Processed;
  constructor(failure: Failure) {
    super("The endpoint answered with a redirect, which is not followed", failure);
    // 307 and 308 ask for the same request elsewhere. Others may say where to read its result.
    this.processed = failure.status === 307 || failure.status === 308 ? "no" : "unknown";
  }
}

/** A success with a body that Plivo's document does not describe. Plivo may have processed the request. */
export class UnreadableAnswerError extends PlivoError {
  readonly code = "PLIVO_UNREADABLE_ANSWER";
  readonly processed: Processed;
  override readonly temporary = true;
  constructor(
    failure: Failure,
    what: string,
    /** The session that a create created, if the response names it. */
    readonly sessionUuid?: string,
  ) {
    super(`Plivo's response cannot be read: ${what}`, failure);
    this.processed = sessionUuid === undefined ? "unknown" : "yes";
  }
}
