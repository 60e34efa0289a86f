import {
  beginning,
  isPlivoErrorBody,
  readErrorBody,
  readSuccessBody,
  truncate,
  type VendorMessage,
} from "./error-body";
import {
  AddressNotFoundError,
  AlreadyExpiredError,
  AuthenticationError,
  GeoPermissionError,
  InvalidRequestError,
  NotFoundError,
  RateLimitedError,
  RedirectError,
  ServerError,
  type Failure,
  type PlivoError,
} from "./errors";
import { visible } from "../common/visible";
import { scrub } from "./scrub";
import { httpDate, retryAfterSeconds } from "./time";
import type { Response, Request } from "./http-exchange";

const maxTextLength = 300;
const maxIdLength = 100;

/** What an error may show of a response: one line without personal data. */
export function failureOf(
  { method, path }: Request,
  response: Pick<Response, "status" | "body" | "requestId">,
  secrets: readonly string[],
): Failure {
  const { status, requestId } = response;
  const { text, apiId } = vendorMessage(response);
  // Scrub before cutting: a number that is cut in two would not be recognised.
  const scrubLine = (said: string | undefined, maxLength: number) =>
    truncate(visible(scrub(beginning(said ?? ""), secrets)), maxLength) || undefined;
  return {
    method,
    path,
    status,
    vendorText: scrubLine(text, maxTextLength),
    apiId: scrubLine(apiId ?? requestId, maxIdLength),
  };
}

function vendorMessage({ status, body }: Pick<Response, "status" | "body">): VendorMessage {
  return isSuccess(status) ? readSuccessBody(body) : readErrorBody(body);
}

export function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

/** Whether Plivo says that the session has expired, which it does with several statuses. */
export function isAlreadyExpired(response: Response): boolean {
  return matchesMessage(response, /already\s+expired/i);
}

/** Tests the text before scrubbing, which can remove any letters: a proxy's password may be one letter. */
function matchesMessage(response: Response, words: RegExp): boolean {
  return words.test(vendorMessage(response).text ?? "");
}

/** With these, a server or a proxy stops waiting for the request or its response. */
const timeoutStatuses = new Set([408, 460, 499]);

/** The error of a response that is not a success. */
export function responseError(response: Response): PlivoError {
  const { status, retryAfter, date, receivedAt } = response;
  const failure = response.failure();
  if (status < 400) return new RedirectError(failure);
  if (status >= 500 || timeoutStatuses.has(status)) return new ServerError(failure);
  if (status === 401) return new AuthenticationError(failure);
  // Plivo forbids calls, which only a create or an update can cause. Any other 403 is a proxy's or a
  // firewall's.
  if (status === 403)
    return failure.method === "POST" && isPlivoErrorBody(response.body)
      ? new GeoPermissionError(failure)
      : new AddressNotFoundError(failure);
  // By the server's clock if it sent a Date, because this machine's can be wrong.
  if (status === 429)
    return new RateLimitedError(failure, retryAfterSeconds(retryAfter, httpDate(date) ?? receivedAt));
  if (isAlreadyExpired(response)) return new AlreadyExpiredError(failure);
  if (status === 404 || status === 410) {
    const ofSession = !failure.path.endsWith("/Masking/Session") && isPlivoErrorBody(response.body);
    return ofSession ? new NotFoundError(failure) : new AddressNotFoundError(failure);
  }
  return new InvalidRequestError(failure, matchesMessage(response, /number\s+pool\s+exhausted/i));
}
