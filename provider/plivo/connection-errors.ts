import { PlivoError, type Failure, type Processed } from "./errors";
import { ProxyFailure } from "./route";
import { NoResponseError } from "./send";

/** No response: the connection was refused or lost. */
export class NetworkError extends PlivoError {
  readonly code = "PLIVO_NETWORK";
  override readonly temporary: boolean;
  constructor(
    failure: Failure,
    readonly processed: Processed,
    /** The system's or undici's code, such as ECONNREFUSED. */
    readonly reason: string,
  ) {
    super(`The connection to Plivo failed: ${reason}`, failure);
    this.temporary = !permanent.test(reason);
  }
}

/** No response in time. */
export class TimeoutError extends PlivoError {
  readonly code = "PLIVO_TIMEOUT";
  override readonly temporary = true;
  constructor(
    failure: Failure,
    readonly processed: Processed,
  ) {
    super("Plivo did not answer in time", failure);
  }
}

/**
 * No connection: the proxy that the environment names rejected it, or is unreachable. Plivo received nothing.
 */
export class ProxyError extends PlivoError {
  readonly code = "PLIVO_PROXY";
  readonly processed = "no";
  override readonly temporary: boolean;
  /** The proxy's status. Undefined if it did not respond. */
  readonly proxyStatus: number | undefined;
  /** The variable that names the proxy, such as HTTPS_PROXY. */
  readonly variable: string;
  /** What the proxy did, in a few words. */
  readonly reason: string;
  constructor(failure: Failure, { variable, status, thrown }: ProxyFailure) {
    const { reason } = causeOf(thrown, false);
    const what =
      status === undefined
        ? `cannot be reached: ${timeouts.has(reason) ? "no answer in time" : reason}`
        : `refused the connection: status ${String(status)}`;
    super(`The proxy that ${variable} names ${what}`, failure);
    this.proxyStatus = status;
    this.variable = variable;
    this.reason = `the proxy that ${variable} names ${what}`;
    this.temporary = status === undefined ? !permanent.test(reason) : status >= 500 || status === 429;
  }
}

/** Failures before a connection was open: Plivo cannot have processed the request. */
const beforeSending = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "UND_ERR_CONNECT_TIMEOUT",
  "UND_ERR_CLOSED",
]);
/** A TLS handshake that cannot succeed: a bad certificate, another TLS version, or no TLS. */
const handshake =
  /^(?:CERT_|ERR_TLS_CERT|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA|ERR_SSL_(?:WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|UNSUPPORTED_PROTOCOL|\w*HANDSHAKE_FAILURE|\w*PROTOCOL_VERSION)$)/;
/** Retrying helps neither a certificate nor a closed client. */
const permanent = new RegExp(`${handshake.source}|^UND_ERR_CLOSED$`);
/** Codes such as EHOSTUNREACH come from these calls, but also from an open connection. */
const connectingCalls = new Set<unknown>(["connect", "getaddrinfo"]);
const overall = "OVERALL";
const timeouts = new Set([
  "UND_ERR_CONNECT_TIMEOUT",
  "UND_ERR_HEADERS_TIMEOUT",
  "UND_ERR_BODY_TIMEOUT",
  overall,
]);

/**
 * The error of a request without a response. Drops the cause, which can contain the request.
 *
 * @throws the thrown error, if it is a programming error and not the network's.
 */
export function connectionError(failure: Failure, error: unknown): NetworkError | TimeoutError | ProxyError {
  const { thrown, maybeSent } = error instanceof NoResponseError ? error : { thrown: error, maybeSent: true };
  if (thrown instanceof ProxyFailure) return new ProxyError(failure, thrown);
  if (isProgrammingError(thrown)) throw thrown;
  const { reason, processed } = causeOf(thrown, maybeSent);
  return timeouts.has(reason)
    ? new TimeoutError(failure, processed)
    : new NetworkError(failure, processed, reason);
}

/** By name, because `instanceof` fails for errors of another realm. */
const programmingErrors = new Set<unknown>([
  "AssertionError",
  "EvalError",
  "RangeError",
  "ReferenceError",
  "SyntaxError",
  "TypeError",
  "URIError",
]);

/** Whether the cause is a bug in a package or in the runtime, and not the network. */
function isProgrammingError(thrown: unknown): thrown is Error {
  const { name, code } = (thrown ?? {}) as Readonly<Record<string, unknown>>;
  return programmingErrors.has(name) || code === "UND_ERR_INVALID_ARG" || code === "UND_ERR_NOT_SUPPORTED";
}

interface Cause {
  readonly reason: string;
  readonly processed: Processed;
}

/** By properties, not by class: a system error can come from another realm, undici's from another copy. */
function causeOf(thrown: unknown, maybeSent: boolean): Cause {
  const { name, code, syscall, errors } = (thrown ?? {}) as Readonly<Record<string, unknown>>;
  // The overall timeout is an AbortSignal's: its error has a name and a numeric code.
  if (name === "TimeoutError") return { reason: overall, processed: maybeSent ? "unknown" : "no" };
  // Node tried several addresses of the host.
  if (Array.isArray(errors) && errors.length > 0)
    return worstOf(errors.map((one) => causeOf(one, maybeSent)));
  const reason = typeof code === "string" ? code : typeof name === "string" ? name : "UNKNOWN";
  const isUnsent =
    !maybeSent || beforeSending.has(reason) || handshake.test(reason) || connectingCalls.has(syscall);
  return { reason, processed: isUnsent ? "no" : "unknown" };
}

function worstOf(causes: readonly Cause[]): Cause {
  const worst = causes.find(({ processed }) => processed === "unknown") ?? causes[0];
  return worst ?? { reason: "UNKNOWN", processed: "unknown" };
}
