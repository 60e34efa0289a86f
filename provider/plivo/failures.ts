import { readErrorBody } from "./error-body";
import {
  AlreadyExpiredError,
  AuthenticationError,
  GeoPermissionError,
  InvalidRequestError,
  NetworkError,
  NotFoundError,
  RateLimitedError,
  RedirectError,
  ServerError,
  TimeoutError,
  type Failure,
  type PlivoError,
} from "./errors";
import { scrub } from "./scrub";
import { retryAfterSeconds } from "./time";
import type { Answer, Request } from "./exchange";

/** The error of an answer that is no success. */
export function answerError(request: Request, answer: Answer, secrets: readonly string[]): PlivoError {
  const said = readErrorBody(answer.body);
  const failure: Failure = {
    method: request.method,
    path: request.path,
    status: answer.status,
    vendorText: said.text === undefined ? undefined : scrub(said.text, secrets),
    apiId: apiId(said.apiId, answer, secrets),
  };
  return errorOf(failure, answer);
}

function apiId(inBody: string | undefined, answer: Answer, secrets: readonly string[]): string | undefined {
  const id = inBody ?? answer.requestId;
  return id === undefined ? undefined : scrub(id, secrets);
}

const expired = /already expired/i;

/** Whether the vendor's words say that the session has expired; it says so with several statuses. */
export function saysAlreadyExpired(text: string | undefined): boolean {
  return text !== undefined && expired.test(text);
}

function errorOf(failure: Failure, { status, retryAfter, receivedAt }: Answer): PlivoError {
  if (status < 400) return new RedirectError(failure);
  if (status >= 500) return new ServerError(failure);
  if (status === 429) return new RateLimitedError(failure, retryAfterSeconds(retryAfter, receivedAt));
  if (saysAlreadyExpired(failure.vendorText)) return new AlreadyExpiredError(failure);
  if (status === 401) return new AuthenticationError(failure);
  if (status === 403) return new GeoPermissionError(failure);
  if (status === 404 || status === 410) return new NotFoundError(failure);
  return new InvalidRequestError(failure);
}

/** Failures before a connection stood: the request cannot have been processed. */
const beforeSending = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "ERR_TLS_CERT_ALTNAME_INVALID",
]);
const timeouts = new Set([
  "UND_ERR_CONNECT_TIMEOUT",
  "UND_ERR_HEADERS_TIMEOUT",
  "UND_ERR_BODY_TIMEOUT",
  "OVERALL",
]);

/** The error of a request that got no answer. The cause itself is left behind: it can hold what was sent. */
export function connectionError(request: Request, cause: unknown): PlivoError {
  const failure: Failure = { method: request.method, path: request.path };
  const reason = reasonOf(cause);
  const sent = beforeSending.has(reason) ? "no" : "unknown";
  return timeouts.has(reason) ? new TimeoutError(failure, sent) : new NetworkError(failure, sent, reason);
}

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return "UNKNOWN";
  // An overall deadline is an AbortSignal's, whose error has a name and a numeric code.
  if (cause.name === "TimeoutError") return "OVERALL";
  if (cause instanceof AggregateError && cause.errors.length > 0) return reasonOf(cause.errors[0]);
  const code = "code" in cause ? cause.code : undefined;
  return typeof code === "string" ? code : cause.name;
}
