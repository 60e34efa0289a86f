import {
  createCallbackHandler,
  parseSessionCallback,
  signCallback,
} from "../../../provider/callbacks/index.ts";
import {
  CallbackBodyReadError,
  CallbackBusyError,
  CallbackMethodError,
  CallbackSignatureError,
  CallbackTimeUnreadableError,
  CallbackTooLargeError,
  CallbackTooOldError,
  CallbackUnreadableError,
} from "../../../provider/callbacks/errors.ts";
import { usageErrors, StateUnreadableError } from "../../../provider/command/errors.ts";
import { messageFor, type Audience } from "../../../provider/accounts/next-steps.ts";
import { shiftedClock } from "../../../provider/common/clock.ts";
import { resolveAccount } from "../../../provider/accounts/credentials.ts";
import { requestsPerSecond, resolveIfExists } from "../../../provider/accounts/settings.ts";
import type { StackConfig } from "../../../provider/accounts/stack-config.ts";
import { codeAndAddress, ProviderError } from "../../../provider/common/errors.ts";
import { ImportOptionError } from "../../../provider/sdk/masking-session.ts";
import {
  readCreateResponse,
  readExpireResponse,
  readGetResponse,
  readPage,
  readUpdateResponse,
} from "../../../provider/plivo/responses.ts";
import { connectionError } from "../../../provider/plivo/connection-errors.ts";
import { ProxySettingError } from "../../../provider/plivo/proxy.ts";
import { ProxyFailure } from "../../../provider/plivo/route.ts";
import { NodeVersionError } from "../../../provider/common/node-version.ts";
import { checkEndpoint } from "../../../provider/plivo/endpoint.ts";
import { readErrorBody } from "../../../provider/plivo/error-body.ts";
import {
  NotFoundError,
  ServerError,
  UnreadableAnswerError,
  type Failure,
} from "../../../provider/plivo/errors.ts";
import type { Response } from "../../../provider/plivo/http-exchange.ts";
import { responseError } from "../../../provider/plivo/response-errors.ts";
import { checkSessionUuid } from "../../../provider/plivo/session-uuid.ts";
import type { ProgramError } from "../../../provider/sdk/program-error.ts";
import { PackageNotInProgramError } from "../../../provider/sdk/program-folder.ts";
import { checkFilters } from "../../../provider/client/queries.ts";
import { checkMaxResults } from "../../../provider/client/check-filters.ts";
import { SdkMissingError } from "../../../provider/sdk/sdk-missing.ts";
import { diff } from "../../../provider/session/diff.ts";
import * as adopt from "../../../provider/session/adopt-errors.ts";
import * as session from "../../../provider/session/errors.ts";
import { IncompleteDiffersError } from "../../../provider/session/incomplete-errors.ts";
import { assertAccount } from "../../../provider/lifecycle/assert-account.ts";
import { withStoredConfigurationAdvice } from "../../../provider/dynamic/stored-configuration.ts";
import type { SessionState } from "../../../provider/session/state.ts";
import { authId, json, uuid } from "../../integration/plivo/support.ts";
import { assertToken } from "../../../plugin/urn.ts";
import { onStage, noonClock, withPlaceholders } from "./stage.ts";

const request: Failure = { method: "<method>", path: "<path>" };
const failure: Failure = { ...request, vendorText: "<Plivo's text>", apiId: "<api_id>" };
/** By this form, and not by its status alone, Plivo's 404 is told from a proxy's. */
const vendorsBody = { api_id: "<api_id>", error: "<Plivo's text>" };

function answer(status: number, of: Partial<Failure> = {}, body = ""): Response {
  const said = { ...failure, status, ...of };
  const headers = { requestId: undefined, retryAfter: undefined, date: undefined };
  return { status, body, ...headers, receivedAt: 0, isSecret: () => false, failure: () => said };
}

/** An answer that says this in Plivo's own form. */
function saying(error: string): Response {
  return answer(400, { vendorText: error }, JSON.stringify({ ...vendorsBody, error }));
}

/** Answers that Plivo gave, and what a person is told of them. */
function vendorErrors(): ProviderError[] {
  const collection = { path: "/v1/Account/<authId>/Masking/Session" };
  const page = "<html><title>404 Not Found</title></html>";
  const { text, apiId } = readErrorBody(page);
  return [
    answer(400),
    answer(401),
    answer(403, { method: "POST" }, JSON.stringify(vendorsBody)),
    answer(403),
    answer(404, {}, JSON.stringify(vendorsBody)),
    answer(404, collection, JSON.stringify(vendorsBody)),
    answer(404, { vendorText: text, apiId }, page),
    saying("Session already expired"),
    saying("Number pool exhausted or not available."),
    answer(429),
    answer(500),
    answer(302, { vendorText: undefined, apiId: undefined }),
  ].map(responseError);
}

/** What the provider may find amiss in a success. */
export function whatCannotBeRead(): string[] {
  const empty = '{"response": {"objects": [{}]}}';
  return [
    () => readGetResponse(answer(200, {}, "<html>"), uuid),
    () => readGetResponse(answer(200, {}, "[".repeat(33)), uuid),
    () => readGetResponse(answer(200, {}, '{"response": {"session_uuid": "another"}}'), uuid),
    () => readCreateResponse(answer(201, {}, "{}")),
    () => readUpdateResponse(answer(200, {}, "{}"), uuid),
    () => readPage(answer(200, {}, "{}"), 0),
    () => readPage(answer(200, {}, empty), 0),
    () => readExpireResponse(answer(200, {}, "{}")),
  ].map((read) => {
    const error = thrownBy(read);
    if (!(error instanceof UnreadableAnswerError)) throw error;
    return /cannot be read: (.*?) \(/.exec(error.message)?.[1] ?? "";
  });
}

function otherRequestErrors(): ProviderError[] {
  return [
    connectionError(request, { code: "<reason>" }),
    connectionError(request, { name: "TimeoutError" }),
    connectionError(request, new ProxyFailure("<variable>", 407)),
    connectionError(request, new ProxyFailure("<variable>", 503)),
    connectionError(request, new ProxyFailure("<variable>", undefined, { code: "<reason>" })),
    new UnreadableAnswerError({ ...request, status: 200, apiId: "<api_id>" }, "<what>"),
  ];
}

const config = (entries: Record<string, string>): StackConfig => ({ get: (key) => entries[key] });

function settingErrors(): ProviderError[] {
  const { now } = shiftedClock(noonClock(), { PLIVO_CLOCK_OFFSET: "an hour" }, () => undefined);
  return [
    () => {
      throw new NodeVersionError("<version>", "<executable>");
    },
    () => resolveAccount(undefined, {}, config({})),
    () => resolveAccount("support", {}, config({})),
    () => resolveAccount(undefined, {}, undefined),
    () => resolveAccount("support", {}, undefined),
    () => resolveAccount("support", {}, config({ "plivo:accounts": "[]" })),
    () => resolveAccount("of Łódź", {}, undefined),
    () => resolveAccount("support", {}, config({ "plivo:accounts": '{"of Łódź": {}}' })),
    () => resolveAccount("eu-west", {}, config({ "plivo:accounts": '{"EU_West": {}}' })),
    () => resolveIfExists(undefined, { PLIVO_IF_EXISTS: "maybe" }, undefined),
    () => resolveIfExists(undefined, {}, config({ "plivo:ifExists": "maybe" })),
    () => requestsPerSecond(config({ "plivo:requestsPerSecond": "0" })),
    () => checkEndpoint("plivo"),
    () => checkEndpoint("http://plivo.example.com"),
    () => {
      throw new ProxySettingError("<variable>");
    },
    now,
    () => checkSessionUuid("a/b"),
  ].map(thrownBy);
}

const ended: SessionState = { authId, sessionUuid: uuid, status: "expired", onExpiry: "fail" };
const adopted: SessionState = { authId, sessionUuid: uuid, adoptSessionUuid: uuid };
const endedEarlier = { ...ended, status: "active", expiryTime: "2026-03-01T09:46:00Z" };

function sessionErrors(): ProviderError[] {
  const known = "<sessionUuid>";
  const circumstances = { now: noonClock().now(), clockRules: true };
  return [
    thrownBy(() => diff(known, endedEarlier, endedEarlier, circumstances)),
    thrownBy(() => diff(known, ended, ended, circumstances)),
    thrownBy(() => assertAccount(known, { authId: "<owner>" }, "<configured>")),
    new session.SessionExistsError(known),
    new session.SeveralSessionsError([known, known]),
    new session.CreateUnknownError("<reason>", []),
    new session.CreateUnknownError("<reason>", [], { failure: "<failure>" }),
    new session.CreateUnknownError("<reason>", [], { rings: true }),
    new session.CreateUnknownError("<reason>", [known]),
    new session.CreateUnknownError("<reason>", [known, known]),
    new session.SessionIncompleteError(known, ended, new ServerError({ ...failure, status: 500 })),
    new session.SessionIncompleteError(known, ended, undefined),
    new session.SessionAdoptedError(known),
    new session.SessionTwiceError(known),
    new session.OperationCancelledError(`Masking session ${known} is still in a call, and was not expired.`),
    new session.OperationCancelledError("Nothing was created."),
    thrownBy(() => diff(uuid, adopted, { ...adopted, geomatch: false }, circumstances)),
    new adopt.AdoptNotFoundError(known, "<account>"),
    new adopt.AdoptDiffersError(known, ["secondParty", "pinRetry"]),
    new adopt.AdoptExpiredError(known, "expired 2 h 14 min ago", "fail"),
    new adopt.AdoptOwnedError(known),
    new IncompleteDiffersError(known, ["secondParty", "pinRetry"]),
    ...["does not exist in this account", "expired 2 h 14 min ago"].map(
      (what) => new session.SessionNotImportableError(known, what),
    ),
    thrownBy(() => assertToken("plivo:index/maskingSession:MaskingSession")),
  ];
}

function callbackErrors(): ProviderError[] {
  const onEvent = () => undefined;
  const unreadable = { get: () => undefined, [Symbol.iterator]: undefined };
  return [
    new CallbackSignatureError("missing"),
    new CallbackSignatureError("V2 only"),
    new CallbackSignatureError("mismatch"),
    new CallbackSignatureError("too many"),
    new CallbackSignatureError("altered"),
    new CallbackSignatureError("host"),
    new CallbackMethodError(),
    new CallbackTooOldError(86_400_000),
    new CallbackTimeUnreadableError(false),
    new CallbackTimeUnreadableError(true),
    new CallbackTooLargeError(65_536),
    new CallbackBusyError("1000 others are pending: onEvent is too slow, or hangs"),
    new CallbackBusyError("another process is handling it"),
    new CallbackBusyError("the store did not respond within respondWithinMs"),
    new CallbackBodyReadError(),
    new CallbackUnreadableError("has a URL, a method or headers that no web request may have"),
    ...[
      () => parseSessionCallback({ SessionUUID: "a" }),
      () => parseSessionCallback("EventName=a"),
      () => parseSessionCallback("SessionUUID=a&SessionUUID=b"),
      () => parseSessionCallback("{"),
      () => parseSessionCallback(unreadable as never),
      () => createCallbackHandler({ onEvent, publicUrl: "https://a.example" }),
      () => createCallbackHandler({ onEvent, authToken: "a", publicUrl: "example.com" }),
      () => createCallbackHandler({ onEvent, authToken: "a" }),
      () => createCallbackHandler({ onEvent, authToken: "a", trustProxy: true }),
      () =>
        createCallbackHandler({ onEvent, authToken: "a", publicUrl: "https://a.example", gapTimeoutMs: -1 }),
      () => signCallback({ url: "https://example.com", attributes: {}, authToken: "" }),
      () => signCallback({ url: "example.com", attributes: {}, authToken: "a" }),
    ].map(thrownBy),
  ];
}

function commandErrors(): ProviderError[] {
  return [
    usageErrors.noTerminal(),
    usageErrors.noStack(),
    usageErrors.noUrl(),
    usageErrors.userNotEncoded(),
    usageErrors.fileExists("<file>"),
    usageErrors.fileExists("<file>", ["<other file>"]),
    usageErrors.sameFile("<file>"),
    usageErrors.notWritable("<file>", "<reason>"),
    usageErrors.notWritable("<file>", "<reason>", ["<other file>"]),
    usageErrors.expired("<sessionUuid>"),
    usageErrors.probeNoTerminal(),
    usageErrors.probeNumbers(),
    usageErrors.probeRunning("<process>", "<file>"),
    usageErrors.notReadable("<file>", "<reason>"),
    new StateUnreadableError("<folder>", "<reason>"),
  ];
}

/** What a refresh says of a token in the stack's configuration. */
async function errorsOfStoredConfiguration(): Promise<ProviderError[]> {
  const refused = responseError(answer(401));
  const { provider } = await onStage(() => Promise.resolve());
  const failing = { ...provider, read: () => Promise.reject(refused) };
  return [await rejection(withStoredConfigurationAdvice(failing, {}).read(uuid, { sessionUuid: uuid }))];
}

/** Errors whose words depend on what Plivo says of a session. */
async function errorsOfReads(): Promise<ProviderError[]> {
  const unknown = json(404, vendorsBody);
  const expired = json(200, { response: { session_uuid: uuid, status: "expired" } });
  const longExpired = json(200, {
    response: { session_uuid: uuid, expiry_time: "2026-03-01 09:46:00 +0000 UTC" },
  });
  const olds = { authId, sessionUuid: uuid, virtualNumber: "+12025550155" };
  const errors: ProviderError[] = [];
  await onStage(async ({ provider, api }) => {
    api.respond = unknown;
    for (const id of [uuid, "+1"]) errors.push(await rejection(provider.delete(id, {})));
    for (const said of [unknown, longExpired, expired]) {
      api.respond = said;
      errors.push(await rejection(provider.read(uuid, {})));
    }
    for (const said of [unknown, expired]) {
      api.respond = (response, received) => (received.method === "POST" ? unknown : said)(response, received);
      errors.push(await rejection(provider.update(uuid, olds, { ...olds, record: true })));
    }
  });
  return errors;
}

/** What a program is told that reads sessions. */
function errorsOfFunctions(): ProviderError[] {
  const [earlier, later] = ["2026-03-01T10:00:00Z", "2026-03-01T11:00:00Z"];
  const refused: Readonly<Record<string, unknown>>[] = [
    { statuss: "active" },
    { "1": true },
    { createdTimeGte: "yesterday" },
    { createdTime: later, createdTimeGte: earlier },
    { createdTimeGte: later, createdTimeLt: earlier },
    { durationGt: 5, durationLt: 4 },
    { firstParty: "2025550100", limit: 0 },
  ];
  return [
    ...refused.map((filters) => thrownBy(() => checkFilters(filters))),
    thrownBy(() => checkMaxResults(0)),
    new NotFoundError({ ...failure, status: 404 }),
    responseError(answer(429)),
  ];
}

/** Errors in a program, whose last line is the code and the address of the entry. */
function programErrors(): Pick<ProgramError, "code" | "message">[] {
  return [new ImportOptionError(), new PackageNotInProgramError("<folder>", "<folder>/package.json")].map(
    ({ code, message }) => ({
      code,
      message: message.slice(0, message.lastIndexOf(`\n${codeAndAddress(code)}`)),
    }),
  );
}

/** The texts of every error as the code makes them, with placeholders, by code. */
export async function thrownTexts(): Promise<Map<string, string[]>> {
  const errors: ProviderError[] = [
    ...settingErrors(),
    ...vendorErrors(),
    ...otherRequestErrors(),
    ...sessionErrors(),
    ...callbackErrors(),
    new SdkMissingError(),
    ...commandErrors(),
    ...(await errorsOfStoredConfiguration()),
    ...(await errorsOfReads()),
  ];
  const told = (to: Audience) => (error: ProviderError) => ({
    code: error.code,
    message: messageFor(to, error),
  });
  const all = [
    ...programErrors(),
    ...errors.map(told("resource")),
    ...errorsOfFunctions().map(told("program")),
  ];
  const texts = new Map<string, string[]>();
  for (const { code, message } of all) {
    // The page has the account's place in a path as another placeholder.
    const text = code === "PLIVO_OWNER_UNKNOWN" ? message.replace(authId, "<configured>") : message;
    texts.set(code, [...(texts.get(code) ?? []), withPlaceholders(text)]);
  }
  return texts;
}

function thrownBy(act: () => unknown): ProviderError {
  try {
    act();
  } catch (error) {
    if (error instanceof ProviderError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

async function rejection(work: Promise<unknown>): Promise<ProviderError> {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof ProviderError) return error;
  throw new Error(`expected a ProviderError, got ${String(error)}`);
}
