import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { messageFor, withNextStep, type Audience } from "../../../provider/accounts/next-steps.ts";
import * as plivo from "../../../provider/plivo/index.ts";
import { checkEndpoint } from "../../../provider/plivo/endpoint.ts";
import { ProxyFailure } from "../../../provider/plivo/route.ts";
import { repositoryRoot } from "../../../tools/repository.ts";

const failure = { method: "GET", path: "/v1/x", status: 400 };
const proxyFailure = (status: number) => new ProxyFailure("HTTPS_PROXY", status);

const errors: readonly (plivo.PlivoError | plivo.EndpointError)[] = [
  new plivo.InvalidRequestError(failure),
  new plivo.InvalidRequestError(failure, true),
  new plivo.AuthenticationError(failure),
  new plivo.GeoPermissionError(failure),
  new plivo.NotFoundError(failure),
  new plivo.AddressNotFoundError(failure),
  new plivo.AddressNotFoundError({ ...failure, status: 403 }),
  new plivo.AlreadyExpiredError(failure),
  new plivo.RateLimitedError(failure, undefined),
  new plivo.ServerError(failure),
  new plivo.RedirectError(failure),
  new plivo.UnreadableAnswerError(failure, "it has no session"),
  new plivo.NetworkError(failure, "no", "ECONNREFUSED"),
  new plivo.TimeoutError(failure, "no"),
  new plivo.ProxyError(failure, proxyFailure(407)),
  new plivo.ProxyError(failure, proxyFailure(503)),
  endpointError("plivo"),
  endpointError("http://plivo.example.com"),
];

function endpointError(text: string): plivo.EndpointError {
  try {
    checkEndpoint(text);
  } catch (error) {
    if (error instanceof plivo.EndpointError) return error;
  }
  throw new Error("the endpoint was accepted");
}

const cases = errors.map((error, index) => [`${error.code} (${String(index)})`, error] as const);

describe.each(cases)("the error %s", (_, error) => {
  it("says by itself what happened, and not what to do", () => {
    expect(error.message).not.toMatch(/\b(?:check|run|wait|set|create) /i);
  });

  it.each(["resource", "program", "client", "command"] as const)("has a next step for the %s", (to) => {
    const message = messageFor(to, error);
    expect(message.length).toBeGreaterThan(error.message.length);
    expect(message).toMatch(/\.$/);
  });

  it.each(["client", "command"] as const)("advises the %s nothing about Pulumi", (to) => {
    expect(messageFor(to, error)).not.toMatch(/pulumi|plivo:[a-z]|stack|resource|--parallel|onExpiry/i);
  });
});

describe("the next step", () => {
  const unauthorised = new plivo.AuthenticationError({ ...failure, status: 401 });

  it.each<[Audience, string]>([
    [
      "resource",
      "Check PLIVO_AUTH_ID and PLIVO_AUTH_TOKEN, or the stack's plivo:authId and plivo:authToken.",
    ],
    ["program", "Check PLIVO_AUTH_ID and PLIVO_AUTH_TOKEN, or the stack's plivo:authId and plivo:authToken."],
    ["client", "Check the client's authId and authToken (or PLIVO_AUTH_ID and PLIVO_AUTH_TOKEN)."],
    ["command", "Check PLIVO_AUTH_ID and PLIVO_AUTH_TOKEN."],
  ])("after rejected credentials names the settings that the %s has", (to, step) => {
    expect(messageFor(to, unauthorised)).toContain(`status 401). ${step} If they are right,`);
  });

  it("is replaced when an error goes from one audience to another", () => {
    const error = new plivo.NotFoundError(failure);
    expect(withNextStep("client", error)).toBe(error);
    expect(error.message).toBe(messageFor("client", new plivo.NotFoundError(failure)));
    expect(error.stack).toContain(error.message);
    expect(messageFor("resource", error)).toBe(`${error.summary} ${dropFromState}`);
  });

  it("is added to no other error", () => {
    const invalid = new plivo.InvalidSessionUuidError();
    const { message } = invalid;
    expect(withNextStep("client", invalid)).toBe(invalid);
    expect(invalid.message).toBe(message);
    const mistake = new TypeError("a mistake");
    expect(withNextStep("client", mistake)).toBe(mistake);
  });

  const dropFromState =
    "Run `pulumi refresh` to drop it from the state, or check that the account is the right one.";
});

it("provider/plivo names no setting and no command of Pulumi", () => {
  const folder = path.join(repositoryRoot(), "provider", "plivo");
  const lines = readdirSync(folder).flatMap((file) =>
    readFileSync(path.join(folder, file), "utf8").split("\n"),
  );
  expect(lines.length).toBeGreaterThan(1000);
  expect(
    lines.filter((line) => /`pulumi |PLIVO_(?:AUTH_|ENDPOINT)|plivo:[a-z]|\bstack\b|--parallel/i.test(line)),
  ).toEqual([]);
});

/** In the order of `errors`. */
const otherSteps: readonly (readonly [client: string, command: string])[] = [
  ["Correct the argument that Plivo's text names.", "Correct the argument that Plivo's text names."],
  [
    "Expire sessions of these parties, rent more numbers, or set geomatch to false. The number of an expired session stays taken for its virtualNumberCooloffPeriod.",
    "Expire sessions of these parties, rent more numbers, or set geomatch to false. The number of an expired session stays taken for its virtualNumberCooloffPeriod.",
  ],
  [
    "Check the client's authId and authToken (or PLIVO_AUTH_ID and PLIVO_AUTH_TOKEN). If they are right, try again: at times Plivo does not find the account's region.",
    "Check PLIVO_AUTH_ID and PLIVO_AUTH_TOKEN. If they are right, try again: at times Plivo does not find the account's region.",
  ],
  [
    "Allow the destination country under Voice > Geo Permissions in Plivo's console, or ask Plivo to enable number masking.",
    "Allow the destination country under Voice > Geo Permissions in Plivo's console, or ask Plivo to enable number masking.",
  ],
  [
    "Check the session's UUID and the account; Plivo forgets a session after 90 days.",
    "Check the session's UUID and the account; Plivo forgets a session after 90 days.",
  ],
  [
    "Check the client's endpoint and authId (or PLIVO_ENDPOINT and PLIVO_AUTH_ID).",
    "Check PLIVO_ENDPOINT and PLIVO_AUTH_ID.",
  ],
  [
    "Check the client's endpoint and authId (or PLIVO_ENDPOINT and PLIVO_AUTH_ID), and whether a proxy or firewall blocks the request.",
    "Check PLIVO_ENDPOINT and PLIVO_AUTH_ID, and whether a proxy or firewall blocks the request.",
  ],
  [
    "Create a new session if the parties still need one.",
    "Create a new session if the parties still need one.",
  ],
  [
    "Wait a few seconds and try again; if several processes share the account, give each client a RequestLimiter with fewer requests.",
    "Wait a few seconds and run again.",
  ],
  [
    "Try again later. If it still fails, send the api_id to Plivo's support.",
    "Run again later. If it still fails, send the api_id to Plivo's support.",
  ],
  [
    "Set the client's endpoint (or PLIVO_ENDPOINT) to the API's own address.",
    "Set PLIVO_ENDPOINT to the API's own address.",
  ],
  [
    "Check that the client's endpoint (or PLIVO_ENDPOINT) is Plivo's API. If it is, send the api_id to Plivo's support.",
    "Check that PLIVO_ENDPOINT is Plivo's API. If it is, send the api_id to Plivo's support.",
  ],
  [
    "Check the network and the client's endpoint (or PLIVO_ENDPOINT), and try again.",
    "Check the network and PLIVO_ENDPOINT, and run again.",
  ],
  ["Check the network, and try again.", "Check the network, and run again."],
  ["Check the user and password in HTTPS_PROXY.", "Check the user and password in HTTPS_PROXY."],
  [
    "Check HTTPS_PROXY, or name the host in NO_PROXY if it can be reached without a proxy.",
    "Check HTTPS_PROXY, or name the host in NO_PROXY if it can be reached without a proxy.",
  ],
  [
    "The Plivo endpoint (the client's option endpoint, or PLIVO_ENDPOINT) must be the part before /v1, such as https://api.plivo.com, without /v1, user, password, query or fragment.",
    "The Plivo endpoint (PLIVO_ENDPOINT) must be the part before /v1, such as https://api.plivo.com, without /v1, user, password, query or fragment.",
  ],
  [
    "The Plivo endpoint (the client's option endpoint, or PLIVO_ENDPOINT) must start with https://, because http:// would send the credentials unencrypted. http:// is allowed only for 127.0.0.1, [::1] and localhost.",
    "The Plivo endpoint (PLIVO_ENDPOINT) must start with https://, because http:// would send the credentials unencrypted. http:// is allowed only for 127.0.0.1, [::1] and localhost.",
  ],
];

it("the next steps of the client and the command name their own settings", () => {
  const step = (to: Audience, error: plivo.PlivoError | plivo.EndpointError) =>
    messageFor(to, error).replace(`${error.message} `, "");
  expect(errors.map((error) => [step("client", error), step("command", error)])).toEqual(otherSteps);
});
