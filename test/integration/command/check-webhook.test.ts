import { createServer, type RequestListener, type Server } from "node:http";
import {
  createCallbackHandler,
  documentedSessionEventNames,
  recordingEventNames,
  toNodeListener,
  type CallbackEvent,
} from "../../../provider/callbacks/index.ts";
import { machineClock } from "../../../provider/common/clock.ts";
import { runCommand } from "../../support/command-in-process.ts";
import { listen } from "../../support/listen.ts";
import { addressSuffix, jsonOf } from "./support.ts";

const authToken = "token-of-the-receiver";
const environment = { PLIVO_AUTH_ID: "MAXXXXXXXXXXXXXXXXXX", PLIVO_AUTH_TOKEN: authToken };

describe("npx pulumi-plivo-masking check-webhook", () => {
  let server: Server | undefined;
  let origin: string;
  let events: CallbackEvent[];
  beforeEach(() => {
    events = [];
  });
  afterEach(() => server?.close());

  async function serve(listener: RequestListener): Promise<string> {
    server = createServer(listener);
    origin = `http://127.0.0.1:${await listen(server)}`;
    return `${origin}/plivo/events`;
  }

  const receiver = () =>
    toNodeListener(
      createCallbackHandler({
        authToken,
        publicUrl: () => origin,
        onError: () => undefined,
        onEvent: (event) => void events.push(event),
      }),
    );

  const check = (...parameters: string[]) =>
    runCommand(["check-webhook", ...parameters], { environment, clock: machineClock });

  it("exits with 0 for a receiver that accepts signed callbacks and rejects forged ones", async () => {
    const url = await serve(receiver());
    expect(await check(url)).toMatchObject({ exitCode: 0, stderr: "" });
    expect(events.map(({ kind, eventName }) => [kind, eventName])).toEqual([
      ["session", "SessionFirstPartyAnswer"],
      ["recording", "SessionRecordingCompleted"],
    ]);
    expect(events.flatMap(({ unknownAttributes }) => Object.keys(unknownAttributes))).toEqual([]);
  });

  it("sends every documented event, by GET if the session's callbacks are sent by GET", async () => {
    const url = await serve(receiver());
    const { exitCode, stdout } = await check(`${url}?tenant=7`, "--all-events", "--method", "GET", "--json");
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ ok: true });
    expect(events.map(({ eventName }) => eventName)).toEqual([
      ...documentedSessionEventNames,
      ...recordingEventNames,
    ]);
  });

  it("exits with 3 if the receiver accepts forged callbacks", async () => {
    const url = await serve((_request, response) => response.end("ok"));
    const { exitCode, stdout } = await check(url);
    expect(exitCode).toBe(3);
    expect(stdout).toContain("forged signature  200     accepted a forged signature\n");
  });

  const notRejected = "did not reject a forged signature with a 4xx";
  it.each([
    [302, "redirected, which Plivo may not follow", notRejected],
    [500, "not accepted", notRejected],
    [
      403,
      "rejected a valid signature: check authToken and publicUrl, and that no body parser runs first",
      "refused",
    ],
    [400, "could not read the body: mount the handler before every body parser, or keep rawBody", "refused"],
  ])("exits with 3 if the receiver answers %d", async (status, genuine, forged) => {
    const url = await serve((_request, response) => response.writeHead(status, { location: "/" }).end());
    const checked = await check(url, "--json");
    expect(checked.exitCode).toBe(3);
    const answers = [genuine, genuine, forged].map((verdict) => ({ status, verdict }));
    expect(jsonOf(checked)).toMatchObject({ ok: false, answers });
  });

  it("exits with 3 if no server listens", async () => {
    const url = await serve(() => undefined);
    await new Promise((resolve) => server?.close(resolve));
    const { exitCode, stdout } = await check(url);
    expect(exitCode).toBe(3);
    expect(stdout).toContain("SessionFirstPartyAnswer           -       no response (ECONNREFUSED)\n");
  });

  it("sends the URL's user and password to the receiver only", async () => {
    const seen: (string | undefined)[] = [];
    const listener = receiver();
    const url = await serve((request, response) => {
      seen.push(request.headers.authorization);
      listener(request, response);
    });
    const checked = await check(url.replace("//", "//somebody:opensesame@"), "--json");
    expect(checked.exitCode).toBe(0);
    const basic = `Basic ${Buffer.from("somebody:opensesame").toString("base64")}`;
    expect(seen).toEqual([basic, basic, basic]);
    expect(jsonOf(checked)).toMatchObject({ url: url.replace("//", "//••••••@") });
    expect(checked.stdout).not.toContain("opensesame");
  });

  it.each(["us%er:x", "somebody:50%", "somebody:%ff"])(
    "exits with 1 for the user and password %s, which no client can decode, and sends nothing",
    async (user) => {
      const sent: unknown[] = [];
      const url = await serve((request, response) => {
        sent.push(request);
        response.end();
      });
      const { exitCode, stdout, stderr } = await check(url.replace("//", `//${user}@`));
      expect([exitCode, stdout, stderr, sent]).toEqual([
        1,
        "",
        `error: The URL's user and password must be percent-encoded: write each % in them as %25.${addressSuffix("PLIVO_COMMAND_USAGE")}\n`,
        [],
      ]);
    },
  );

  it("exits with 1 for an invalid URL", async () => {
    const { exitCode, stderr } = await check("example.com/plivo");
    expect([exitCode, stderr]).toEqual([
      1,
      `error: The URL must be a full URL that starts with http:// or https://, such as https://example.com/plivo/events.${addressSuffix("PLIVO_COMMAND_USAGE")}\n`,
    ]);
  });
});
