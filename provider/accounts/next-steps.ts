import { ProviderError } from "../common/errors";
import {
  EndpointError,
  PlivoError,
  type InvalidRequestError,
  type PlivoErrorCode,
  type ProxyError,
} from "../plivo";

/**
 * The reader of an error: of a resource, a program that reads sessions, a `MaskingClient`, or the command.
 */
export type Audience = "resource" | "program" | "client" | "command";

/** The names of an audience's settings. */
interface Settings {
  readonly credentials: string;
  /** In parentheses, after "The Plivo endpoint". */
  readonly endpointNames: string;
  readonly endpoint: string;
  readonly endpointAndAuthId: string;
}

const pulumi: Settings = {
  credentials: "PLIVO_AUTH_ID and PLIVO_AUTH_TOKEN, or the stack's plivo:authId and plivo:authToken",
  endpointNames: "PLIVO_ENDPOINT or plivo:endpoint",
  endpoint: "PLIVO_ENDPOINT (or plivo:endpoint)",
  endpointAndAuthId: "PLIVO_ENDPOINT and PLIVO_AUTH_ID (or plivo:endpoint and plivo:authId)",
};

const settings: Readonly<Record<Audience, Settings>> = {
  resource: pulumi,
  program: pulumi,
  client: {
    credentials: "the client's authId and authToken (or PLIVO_AUTH_ID and PLIVO_AUTH_TOKEN)",
    endpointNames: "the client's option endpoint, or PLIVO_ENDPOINT",
    endpoint: "the client's endpoint (or PLIVO_ENDPOINT)",
    endpointAndAuthId: "the client's endpoint and authId (or PLIVO_ENDPOINT and PLIVO_AUTH_ID)",
  },
  command: {
    credentials: "PLIVO_AUTH_ID and PLIVO_AUTH_TOKEN",
    endpointNames: "PLIVO_ENDPOINT",
    endpoint: "PLIVO_ENDPOINT",
    endpointAndAuthId: "PLIVO_ENDPOINT and PLIVO_AUTH_ID",
  },
};

const again = (to: Audience) => (to === "client" ? "try again" : "run again");

/** An error with what some codes add. */
type Facts = PlivoError &
  Pick<InvalidRequestError, "isPoolExhausted"> &
  Pick<ProxyError, "proxyStatus" | "variable">;

/** What to do next, by the error's code. */
const nextSteps: Readonly<Record<PlivoErrorCode, (to: Audience, error: Facts) => string>> = {
  PLIVO_INVALID_REQUEST: (to, { isPoolExhausted }) =>
    isPoolExhausted ? poolExhaustedStep(to) : "Correct the argument that Plivo's text names.",
  PLIVO_AUTHENTICATION: (to) =>
    `Check ${settings[to].credentials}. If they are right, try again: at times Plivo does not find the account's region.`,
  PLIVO_GEO_PERMISSION: () =>
    "Allow the destination country under Voice > Geo Permissions in Plivo's console, or ask Plivo to enable number masking.",
  PLIVO_NOT_FOUND: (to) =>
    to === "resource"
      ? "Run `pulumi refresh` to drop it from the state, or check that the account is the right one."
      : "Check the session's UUID and the account; Plivo forgets a session after 90 days.",
  PLIVO_ADDRESS_NOT_FOUND: (to, { status }) =>
    `Check ${settings[to].endpointAndAuthId}${status === 403 ? ", and whether a proxy or firewall blocks the request." : "."}`,
  PLIVO_ALREADY_EXPIRED: (to) =>
    to === "resource"
      ? "Run `pulumi up --refresh`, which follows the session's onExpiry."
      : "Create a new session if the parties still need one.",
  PLIVO_RATE_LIMITED: (to) => `Wait a few seconds and ${again(to)}${rateLimitAdvice[to]}.`,
  PLIVO_SERVER: (to) =>
    `${to === "client" ? "Try" : "Run"} again later. If it still fails, send the api_id to Plivo's support.`,
  PLIVO_REDIRECT: (to) => `Set ${settings[to].endpoint} to the API's own address.`,
  PLIVO_UNREADABLE_ANSWER: (to) =>
    `Check that ${settings[to].endpoint} is Plivo's API. If it is, send the api_id to Plivo's support.`,
  PLIVO_NETWORK: (to) => `Check the network and ${settings[to].endpoint}, and ${again(to)}.`,
  PLIVO_TIMEOUT: (to) => `Check the network, and ${again(to)}.`,
  PLIVO_PROXY: (_, { proxyStatus, variable }) =>
    proxyStatus === 407
      ? `Check the user and password in ${variable}.`
      : `Check ${variable}, or name the host in NO_PROXY if it can be reached without a proxy.`,
};

function poolExhaustedStep(to: Audience): string {
  const step = "expire sessions of these parties, rent more numbers, or set geomatch to false.";
  const cooloff = "The number of an expired session stays taken for its virtualNumberCooloffPeriod.";
  return to === "resource"
    ? `If this replaces a session, set the resource option deleteBeforeReplace, so the old one is deleted first. Otherwise ${step} ${cooloff}`
    : `E${step.slice(1)} ${cooloff}`;
}

const rateLimitAdvice: Readonly<Record<Audience, string>> = {
  resource: "; use a smaller `--parallel` to stay below the limit",
  program: "; if several processes share the account, lower plivo:requestsPerSecond",
  client: "; if several processes share the account, give each client a RequestLimiter with fewer requests",
  command: "",
};

/** An error's message for an audience: what happened, and what to do next. */
export function messageFor(to: Audience, error: ProviderError): string {
  if (error instanceof EndpointError)
    return `The Plivo endpoint (${settings[to].endpointNames}) ${error.rule}`;
  if (!(error instanceof PlivoError)) return error.message;
  return `${error.summary} ${nextSteps[error.code](to, error as Facts)}`;
}

/** The same error, with its message for an audience. */
export function withNextStep(to: Audience, error: unknown): unknown {
  if (error instanceof ProviderError) error.message = messageFor(to, error);
  return error;
}
