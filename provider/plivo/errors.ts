import { ProviderError } from "../errors";

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

/** A request to Plivo that did not succeed. No subclass carries a phone number, a PIN, a token or a query. */
export abstract class PlivoError extends ProviderError {
  readonly method: string;
  readonly path: string;
  readonly status: number | undefined;
  readonly vendorText: string | undefined;
  readonly apiId: string | undefined;
  /** Whether Plivo has carried the request out. */
  readonly processed: Processed = "no";
  /** Whether the same request may succeed a little later. */
  readonly temporary: boolean = false;

  constructor(
    /** What happened, in a few words. */
    readonly what: string,
    failure: Failure,
    /** What to do next. */
    readonly nextStep: string,
  ) {
    super(compose(what, failure, nextStep));
    this.method = failure.method;
    this.path = failure.path;
    this.status = failure.status;
    this.vendorText = failure.vendorText;
    this.apiId = failure.apiId;
  }
}

function compose(
  what: string,
  { method, path, status, vendorText, apiId }: Failure,
  nextStep: string,
): string {
  const details = [
    `${method} ${path}`,
    status === undefined ? undefined : `status ${String(status)}`,
    vendorText === undefined ? undefined : `"${vendorText}"`,
    apiId === undefined ? undefined : `api_id ${apiId}`,
  ].filter((detail) => detail !== undefined);
  return `${what} (${details.join(", ")}). ${nextStep}`;
}

/** 400, 405, 409, 422 and whatever other 4xx has no class of its own: the request can never succeed as it is. */
export class InvalidRequestError extends PlivoError {
  readonly code = "PLIVO_INVALID_REQUEST";
  constructor(failure: Failure) {
    super("Plivo refused the request", failure, "Correct the argument that Plivo's text names.");
  }
}

/** 401. */
export class AuthenticationError extends PlivoError {
  readonly code = "PLIVO_AUTHENTICATION";
  constructor(failure: Failure) {
    super(
      "Plivo did not accept the credentials",
      failure,
      "Check PLIVO_AUTH_ID and PLIVO_AUTH_TOKEN, or the stack's plivo:authId and plivo:authToken; rarely, Plivo answers so " +
        "while it cannot find the account's region: then try again.",
    );
  }
}

/** 403: the destination is barred, or the account lacks the feature. */
export class GeoPermissionError extends PlivoError {
  readonly code = "PLIVO_GEO_PERMISSION";
  constructor(failure: Failure) {
    super(
      "Plivo forbids this for the account",
      failure,
      "Allow the destination country under Voice > Geo Permissions in Plivo's console, or ask Plivo to enable number masking.",
    );
  }
}

/** 404 and 410: no such session, or, for a create or a list, no such address or account. */
export class NotFoundError extends PlivoError {
  readonly code = "PLIVO_NOT_FOUND";
  constructor(failure: Failure) {
    if (failure.path.endsWith("/Masking/Session")) {
      const nextStep = "Check PLIVO_ENDPOINT and PLIVO_AUTH_ID (or plivo:endpoint and plivo:authId).";
      super("Plivo does not know this address or account", failure, nextStep);
      return;
    }
    super(
      "Plivo does not know this session",
      failure,
      "Run `pulumi refresh` to drop it from the state, or check that the account is the right one.",
    );
  }
}

/** The session has expired, and can be neither changed nor ended. */
export class AlreadyExpiredError extends PlivoError {
  readonly code = "PLIVO_ALREADY_EXPIRED";
  constructor(failure: Failure) {
    super(
      "The session has already expired",
      failure,
      "Run `pulumi up --refresh`, which follows the session's onExpiry.",
    );
  }
}

/** 429. */
export class RateLimitedError extends PlivoError {
  readonly code = "PLIVO_RATE_LIMITED";
  override readonly temporary = true;
  constructor(
    failure: Failure,
    /** Seconds that Plivo asks to wait, where it does. */
    readonly retryAfter: number | undefined,
  ) {
    super(
      "Plivo's rate limit of the account is reached",
      failure,
      "Wait a few seconds and run again; `--parallel` with a smaller number keeps below the limit.",
    );
  }
}

/** 5xx. */
export class ServerError extends PlivoError {
  readonly code = "PLIVO_SERVER";
  override readonly processed = "unknown";
  override readonly temporary = true;
  constructor(failure: Failure) {
    super(
      "Plivo failed to answer",
      failure,
      "Run again in a while; if it lasts, ask Plivo's support with the api_id.",
    );
  }
}

/** A redirect, which is not followed: it would hand the credentials on. */
export class RedirectError extends PlivoError {
  readonly code = "PLIVO_REDIRECT";
  constructor(failure: Failure) {
    super(
      "The endpoint answered with a redirect, which is not followed",
      failure,
      "Set PLIVO_ENDPOINT (or plivo:endpoint) to the API's own address.",
    );
  }
}

/** A success whose body is not what the vendor's document describes; the request may well have been carried out. */
export class UnreadableAnswerError extends PlivoError {
  readonly code = "PLIVO_UNREADABLE_ANSWER";
  override readonly processed: Processed;
  override readonly temporary = true;
  constructor(
    failure: Failure,
    what: string,
    /** The session that a create has made, where the answer names it. */
    readonly sessionUuid?: string,
  ) {
    super(
      `Plivo's answer cannot be read: ${what}`,
      failure,
      "Check that PLIVO_ENDPOINT (or plivo:endpoint) is Plivo's API; if it is, ask Plivo's support with the api_id.",
    );
    this.processed = sessionUuid === undefined ? "unknown" : "yes";
  }
}
