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

  it.each<[Audience, RegExp]>([
    ["resource", /the client's/],
    ["program", /the client's/],
    ["client", /pulumi|plivo:[a-z]|stack|resource|--parallel|onExpiry/i],
    ["command", /the client's|pulumi|plivo:[a-z]|stack|resource|--parallel|onExpiry/i],
  ])("advises the %s nothing that it does not have", (to, others) => {
    expect(messageFor(to, error)).not.toMatch(others);
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
