import {
  beginning,
  isVendorsError,
  readErrorBody,
  readSuccessBody,
  shorten,
  type VendorSays,
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

const longestText = 300;
const longestId = 100;

/** What an error may say of an answer: nothing personal, and no more than a line. */
export function failureOf(
  { method, path }: Request,
  answer: Pick<Response, "status" | "body" | "requestId">,
  secrets: readonly string[],
): Failure {
  const { status, requestId } = answer;
  const { text, apiId } = vendorSays(answer);
  // Cut to its length after scrubbing: the beginning of a number that was cut in two would not be known as one.
  const shown = (said: string | undefined, longest: number) =>
    shorten(visible(scrub(beginning(said ?? ""), secrets)), longest) || undefined;
  return {
    method,
    path,
    status,
    vendorText: shown(text, longestText),
    apiId: shown(apiId ?? requestId, longestId),
  };
}

function vendorSays({ status, body }: Pick<Response, "status" | "body">): VendorSays {
  return isSuccess(status) ? readSuccessBody(body) : readErrorBody(body);
}

export function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

/** Whether the vendor says that the session has expired; it does so with several statuses. */
export function saysAlreadyExpired(answer: Response): boolean {
  return says(answer, /already\s+expired/i);
}

/** Judged before scrubbing, which can take any letters away: a proxy's password may be one letter. */
function says(answer: Response, words: RegExp): boolean {
  return words.test(vendorSays(answer).text ?? "");
}

/** A server or a proxy between has stopped waiting, for the request or for its answer. */
const givenUp = new Set([408, 460, 499]);

/** The error of an answer that is no success. */
export function responseError(answer: Response): PlivoError {
  const { status, retryAfter, date, receivedAt } = answer;
  const failure = answer.failure();
  if (status < 400) return new RedirectError(failure);
  if (status >= 500 || givenUp.has(status)) return new ServerError(failure);
  if (status === 401) return new AuthenticationError(failure);
  // Plivo bars calls, which only a create or an update has to do with. Anything else is a proxy's or a firewall's 403.
  if (status === 403)
    return failure.method === "POST" && isVendorsError(answer.body)
      ? new GeoPermissionError(failure)
      : new AddressNotFoundError(failure);
  // By the server's own clock where it tells it: this machine's can be wrong.
  if (status === 429)
    return new RateLimitedError(failure, retryAfterSeconds(retryAfter, httpDate(date) ?? receivedAt));
  if (saysAlreadyExpired(answer)) return new AlreadyExpiredError(failure);
  if (status === 404 || status === 410) {
    const ofSession = !failure.path.endsWith("/Masking/Session") && isVendorsError(answer.body);
    return ofSession ? new NotFoundError(failure) : new AddressNotFoundError(failure);
  }
  return new InvalidRequestError(failure, says(answer, /number\s+pool\s+exhausted/i));
}
