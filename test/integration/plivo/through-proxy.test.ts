import { execFile } from "node:child_process";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { promisify } from "node:util";
import { createCallbackHandler, toNodeListener } from "../../../provider/callbacks/index.ts";
import { repositoryRoot } from "../../../tools/repository.ts";
import { openBehindProxy, proxySecrets, type BehindProxy } from "../../support/behind-proxy.ts";
import { createElsewhere } from "../../support/elsewhere.ts";
import { listen } from "../../support/listen.ts";
import { parties } from "../../support/field-changes.ts";
import { startTlsFront } from "../../support/tls-front.ts";
import { CommandProcess } from "../../support/command-process.ts";
import { jsonOf } from "../command/support.ts";

const run = promisify(execFile);
const root = repositoryRoot();
const tunnel = "CONNECT api.plivo.test:443";

let bench: BehindProxy;
let receivers: Server[];
let receiverFront: Awaited<ReturnType<typeof startTlsFront>>;
let sessionUuid: string;
beforeAll(async () => {
  const [behindTls, plain] = [
    await receive("https://receiver.plivo.test"),
    await receive("http://plain.plivo.test"),
  ];
  receivers = [behindTls, plain];
  receiverFront = await startTlsFront(portOf(behindTls));
  bench = await openBehindProxy({
    "receiver.plivo.test": receiverFront.port,
    "plain.plivo.test": portOf(plain),
  });
  sessionUuid = await createElsewhere(bench.emulator, parties(1));
});
beforeEach(() => bench.proxy.reset());
afterAll(async () => {
  await bench.close();
  await receiverFront.close();
  receivers.forEach((receiver) => receiver.close());
});

async function receive(publicUrl: string): Promise<Server> {
  const handler = createCallbackHandler({
    authToken: "emulator-token",
    publicUrl,
    onEvent: () => undefined,
    onError: () => undefined,
  });
  const receiver = createServer(toNodeListener(handler));
  await listen(receiver);
  return receiver;
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

/**
 * The JSON output of a script in its own process, which gets the proxy and the CA only by its environment.
 */
async function script(text: string, environment: Readonly<Record<string, string>> = bench.environment) {
  const { PATH = "" } = process.env;
  const options = { cwd: root, env: { PATH, ...environment }, timeout: 30_000 };
  const { stdout, stderr } = await run(
    process.execPath,
    ["--input-type=commonjs", "--eval", `(async () => {${text}})()`],
    options,
  );
  expect(proxySecrets.filter((secret) => `${stdout}${stderr}`.includes(secret))).toEqual([]);
  return JSON.parse(stdout) as unknown;
}

const command = async (parameters: string[], environment: Readonly<Record<string, string>> = {}) => {
  const ended = await new CommandProcess(parameters, {
    environment: { ...bench.environment, ...environment },
  }).ended;
  expect(proxySecrets.filter((secret) => `${ended.stdout}${ended.stderr}`.includes(secret))).toEqual([]);
  return ended;
};

describe("HTTPS_PROXY with NODE_EXTRA_CA_CERTS is used", () => {
  it("by pulumi-plivo-masking/client, from the environment and from options", async () => {
    const read = await script(`
      const { MaskingClient } = require("pulumi-plivo-masking/client");
      const { PLIVO_AUTH_ID: authId, PLIVO_AUTH_TOKEN: authToken, PLIVO_ENDPOINT: endpoint } = process.env;
      const clients = [MaskingClient.fromEnvironment(), new MaskingClient({ authId, authToken, endpoint })];
      const sessions = await Promise.all(clients.map((client) => client.get("${sessionUuid}")));
      await Promise.all(clients.map((client) => client.close()));
      console.log(JSON.stringify(sessions.map(({ status }) => status)));`);
    expect(read).toEqual(["active", "active"]);
    expect(bench.proxy.requests).toEqual([tunnel, tunnel]);
  });

  it("by the functions", async () => {
    const read = await script(`
      const pulumi = require("@pulumi/pulumi");
      await pulumi.runtime.setMocks({ call: () => ({}), newResource: () => ({ id: "", state: {} }) });
      const { getMaskingSession, listMaskingSessions } = require("pulumi-plivo-masking");
      const { status } = await getMaskingSession({ sessionUuid: "${sessionUuid}" });
      const { sessions } = await listMaskingSessions();
      console.log(JSON.stringify([status, sessions.length > 0]));`);
    expect(read).toEqual(["active", true]);
    expect(bench.proxy.requests).toContain(tunnel);
  });

  it("by the provider", async () => {
    const read = await script(`
      const provider = require("pulumi-plivo-masking/provider");
      const { id } = await provider.create(${JSON.stringify(parties(2))});
      const { props } = await provider.read(id, { sessionUuid: id, authId: process.env.PLIVO_AUTH_ID });
      await provider.delete(id, props);
      console.log(JSON.stringify(props.status));`);
    expect(read).toBe("active");
    expect(bench.proxy.requests).toContain(tunnel);
  });

  it("by a subcommand that reads sessions", async () => {
    expect(await command(["list"])).toMatchObject({ exitCode: 0, stderr: "" });
    expect(bench.proxy.requests).toEqual([tunnel]);
  });

  it("by doctor, which says so", async () => {
    const ended = await command(["doctor", "--json"]);
    const { findings } = jsonOf(ended) as { findings: { subject: string; verdict: string; text: string }[] };
    const of = (name: string) => findings.find(({ subject }) => subject === name);
    expect(of("endpoint")).toMatchObject({ verdict: "ok" });
    expect(of("endpoint")?.text).toMatch(
      /^https:\/\/api\.plivo\.test answers in \d+ ms, through the proxy of HTTPS_PROXY \(http:\/\/127\.0\.0\.1:\d+\)$/,
    );
    expect(of("account")).toMatchObject({ verdict: "ok" });
    expect(new Set(bench.proxy.requests)).toEqual(new Set([tunnel]));
  });

  it("by check-webhook for a receiver", async () => {
    const { exitCode, stdout } = await command(["check-webhook", "https://receiver.plivo.test/events"]);
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining("accepted")]);
    expect(bench.proxy.requests).toEqual(Array(3).fill("CONNECT receiver.plivo.test:443"));
  });

  it("by check-webhook for a receiver without TLS, as HTTP_PROXY", async () => {
    const { HTTPS_PROXY = "" } = bench.environment;
    const parameters = ["check-webhook", "http://plain.plivo.test/events?tenant=7"];
    const { exitCode } = await command(parameters, { HTTP_PROXY: HTTPS_PROXY });
    expect(exitCode).toBe(0);
    expect(bench.proxy.requests).toEqual(Array(3).fill("POST http://plain.plivo.test/events?tenant=7"));
  });
});

describe("a proxy that rejects the request", () => {
  const wrong = () => ({ HTTPS_PROXY: bench.proxy.url("employee:wrong-password") });

  it("is named by doctor", async () => {
    const ended = await command(["doctor", "--json"], wrong());
    expect(ended.stdout).toContain(
      "https://api.plivo.test cannot be reached (the proxy that HTTPS_PROXY names refused the connection: status 407)",
    );
    expect(ended.stdout).not.toContain("wrong-password");
  });

  it("is named by check-webhook", async () => {
    const { exitCode, stdout } = await command(
      ["check-webhook", "https://receiver.plivo.test/events"],
      wrong(),
    );
    expect(exitCode).toBe(3);
    expect(stdout).toContain(
      "no response (the proxy that HTTPS_PROXY names refused the connection: status 407)",
    );
  });

  it("gets no request if its URL is invalid", async () => {
    const socks = { HTTPS_PROXY: "socks5://employee:a-password@127.0.0.1:1080" };
    const webhook = ["check-webhook", "https://receiver.plivo.test/events"];
    const { exitCode, stdout, stderr } = await command(webhook, socks);
    expect([exitCode, stdout]).toEqual([1, ""]);
    expect(stderr).toContain("HTTPS_PROXY must be the URL of an HTTP proxy");
    expect(stderr).not.toMatch(/employee|a-password/);
  });
});

it("a certificate of a private CA is rejected without NODE_EXTRA_CA_CERTS, also through the proxy", async () => {
  const { NODE_EXTRA_CA_CERTS: _, ...environment } = bench.environment;
  const ended = await new CommandProcess(["doctor", "--json"], { environment }).ended;
  expect(ended.stdout).toMatch(
    /cannot be reached \((?:UNABLE_TO_VERIFY_LEAF_SIGNATURE|SELF_SIGNED_CERT_IN_CHAIN)\)/,
  );
});
