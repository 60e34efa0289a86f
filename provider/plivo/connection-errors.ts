import { PlivoError, type Failure } from "./errors";

/** Whether the request can have reached Plivo: surely not, or nobody knows. */
export type Sent = "no" | "unknown";

/** No answer: the connection was refused or cut. */
export class NetworkError extends PlivoError {
  readonly code = "PLIVO_NETWORK";
  constructor(
    failure: Failure,
    readonly sent: Sent,
    /** The system's or undici's code, such as ECONNREFUSED. */
    readonly reason: string,
  ) {
    super(
      `The connection to Plivo failed: ${reason}`,
      failure,
      "Check the network and PLIVO_ENDPOINT (or plivo:endpoint), and run again.",
    );
  }
}

/** No answer in time. */
export class TimeoutError extends PlivoError {
  readonly code = "PLIVO_TIMEOUT";
  constructor(
    failure: Failure,
    readonly sent: Sent,
  ) {
    super("Plivo did not answer in time", failure, "Check the network, and run again.");
  }
}

/** Failures before a connection stood: the request cannot have been processed. */
const beforeSending = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
  "UND_ERR_CLOSED",
]);
const certificate =
  /^(?:CERT_|ERR_TLS_CERT|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA)/;
const connecting = new Set<unknown>(["connect", "getaddrinfo"]);
const overall = "OVERALL";
const timeouts = new Set([
  "UND_ERR_CONNECT_TIMEOUT",
  "UND_ERR_HEADERS_TIMEOUT",
  "UND_ERR_BODY_TIMEOUT",
  overall,
]);

/** The error of a request that got no answer. The cause itself is left behind: it can hold what was sent. */
export function connectionError(failure: Failure, thrown: unknown): NetworkError | TimeoutError {
  const { reason, sent } = causeOf(thrown);
  return timeouts.has(reason) ? new TimeoutError(failure, sent) : new NetworkError(failure, sent, reason);
}

interface Cause {
  readonly reason: string;
  readonly sent: Sent;
}

/** Judged by properties, not by class: a system error can come from another realm, undici's from another copy. */
function causeOf(thrown: unknown): Cause {
  const { name, code, syscall, errors } = (thrown ?? {}) as Readonly<Record<string, unknown>>;
  // The overall deadline is an AbortSignal's, whose error has a name and a numeric code.
  if (name === "TimeoutError") return { reason: overall, sent: "unknown" };
  // Several addresses of one host were tried in turn.
  if (Array.isArray(errors) && errors.length > 0) return oneOf(errors.map(causeOf));
  const reason = typeof code === "string" ? code : typeof name === "string" ? name : "UNKNOWN";
  const early = beforeSending.has(reason) || certificate.test(reason) || connecting.has(syscall);
  return { reason, sent: early ? "no" : "unknown" };
}

function oneOf(causes: readonly Cause[]): Cause {
  const worst = causes.find(({ sent }) => sent === "unknown") ?? causes[0];
  return worst ?? { reason: "UNKNOWN", sent: "unknown" };
}
