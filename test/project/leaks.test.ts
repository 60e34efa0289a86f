import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { LeakSearch } from "../support/leaks/search.ts";
import type { CaptureKind, Recorded, ValueKind } from "../../tools/leaks/record.ts";
import { repositoryRoot } from "../../tools/repository.ts";
import { runNode } from "./run-tool.ts";

const root = repositoryRoot();

const value = (kind: ValueKind, text: string, origin = "a"): Recorded => ({ origin, value: kind, text });

/** The kinds of values that a search finds in a text of the test "a". */
function found(text: string, ...values: Recorded[]): string[] {
  return new LeakSearch(values).hitsIn({ origin: "a", capture: "text", text }).map(({ kind }) => kind);
}

describe("the search for leaks", () => {
  const number = value("number", "12025550147");
  it.each([
    "+12025550147",
    "12025550147",
    "+1 202 555 0147",
    "+1 (202) 555-0147",
    "%2B12025550147",
    "\\u002b12025550147",
    '{"a":"12025550147"}',
    "0012025550147",
    "(202) 555-0147",
    "202-555-0147",
    "2025550147",
    "+1%20202%20555%200147",
    "%28202%29%20555-0147",
    "1/202/555/0147",
    "202|555|0147",
    "202_555_0147",
    "202&nbsp;555&nbsp;0147",
    "+1\u200b202\u200b555\u200b0147",
  ])("finds a number written as %s, in any test's captures", (text) => {
    expect(found(`before ${text} after`, number)).toEqual(["number"]);
    expect(found(text, value("number", "12025550147", "b"))).toEqual(["number"]);
  });

  it("finds a number of another country without its country code", () => {
    expect(found("call 020 7946 0018", value("number", "442079460018"))).toEqual(["number"]);
  });

  it.each(["12025550148", "1202555", "1202555:0147", "[removed]"])(
    "does not mistake %s for a number",
    (text) => expect(found(text, number)).toEqual([]),
  );

  it.each(['"firstPartyPin":"48217"', "PIN 48217.", "pin: 48217", "(48217)", "pin=48217", "pin:48217"])(
    "finds a PIN in %s",
    (text) => expect(found(text, value("PIN", "48217"))).toEqual(["PIN"]),
  );

  it.each([
    "c28b77d4-48217-43bd",
    "a48217f",
    "v1:q48217+/=",
    "http://127.0.0.1:48217/v1",
    "localhost:48217",
    '"sequence":48217,',
    '"sequence": 48217,',
    "index.js:48217:5",
    "pulumi/resource.ts#48217,22",
    "pulumi/resource.ts#8,48217",
    "runtime/asm_amd64.s#48217",
    "created by root@host (pid 48217) at",
    "pid: 48217",
    "2026-03-01T10:00:00.48217Z",
    "148217",
    "4.48217",
    "48217.5",
  ])("does not mistake a part of %s for a PIN", (text) => {
    expect(found(text, value("PIN", "48217"))).toEqual([]);
  });

  it("looks for short PINs only in their own test and if they are no common number, and for long ones everywhere", () => {
    expect(found("PIN 48217", value("PIN", "48217", "b"))).toEqual([]);
    expect(found("in 7200 s", value("PIN", "7200"), value("public", "7200"))).toEqual([]);
    expect(found("PIN 482170936", value("PIN", "482170936", "b"))).toEqual(["PIN"]);
  });

  it("does not mistake the digits of a time for a number or PIN", () => {
    const created = '"created":"2026-11-30T08:13:17.481516234Z"';
    expect(found(created, value("PIN", "1748151"), value("PIN", "481516234"))).toEqual([]);
    expect(found(`${created}, PIN 1748151`, value("PIN", "1748151"))).toEqual(["PIN"]);
  });

  it("does not mistake the seconds of an engine event for a number or PIN", () => {
    const event = (more: string) => `{"sequence":13,"timestamp":1796055012,"message":"${more}"}`;
    expect(found(event("done"), value("PIN", "7960550"))).toEqual([]);
    expect(found(event("done"), value("number", "1796055012"))).toEqual([]);
    expect(found(event("PIN 7960550"), value("PIN", "7960550"))).toEqual(["PIN"]);
  });

  it("does not mistake the digits of a UUID for a number or PIN", () => {
    const uuid = "4821e74a-db12-435e-4821-0936b46e2cfe";
    expect(found(`api_id ${uuid}`, value("PIN", "48210936"))).toEqual([]);
    expect(found(`api_id ${uuid}, PIN 48210936`, value("PIN", "48210936"))).toEqual(["PIN"]);
  });

  it("finds a token as it is, URL-encoded, in JSON and in base64", () => {
    const token = 'sesame "open"/+';
    const forms = [
      token,
      encodeURIComponent(token),
      JSON.stringify({ token }),
      Buffer.from(token).toString("base64"),
    ];
    for (const form of forms) expect(found(`x${form}y`, value("token", token))).toEqual(["token"]);
    expect(found("sesame", value("token", token))).toEqual([]);
  });

  it("accepts a number that Pulumi shows in clear text where docs/moving.md says so, in that test only", () => {
    const values = [number, value("clear", "12025550147"), value("number", "12025550199")];
    const hits = (capture: CaptureKind, text: string, origin = "a") =>
      new LeakSearch(values).hitsIn({ origin, capture, text }).map(({ kind }) => kind);
    const line = '~ firstParty: "+12025550147" => [secret]';
    for (const capture of ["text", "events", "digest", "state"] as const)
      expect(hits(capture, line)).toEqual([]);
    for (const capture of ["log", "error", "process"] as const)
      expect(hits(capture, line)).toEqual(["number"]);
    expect(hits("text", line, "b")).toEqual(["number"]);
    expect(hits("text", `${line} +12025550199`)).toEqual(["number"]);
  });

  it("reports where and what it found, without the value", () => {
    const capture = {
      origin: "a",
      capture: "state" as CaptureKind,
      text: `{"firstParty":"+12025550147","to":"+12025550199"}`,
    };
    const hits = new LeakSearch([number]).hitsIn(capture);
    expect(hits).toEqual([
      { kind: "number", capture: "state", origin: "a", excerpt: '{"firstParty":"+•••","to":"+•••"}' },
    ]);
  });
});

describe("a run of jest in which a value is planted", () => {
  let folder: string;
  beforeAll(async () => {
    await mkdir(path.join(root, ".cache"), { recursive: true });
    folder = await mkdtemp(path.join(root, ".cache", "leaks-test-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  /** Runs test files with the suite's own reporters and setup. With 1, `projects` makes it a complete run. */
  async function run(tests: Readonly<Record<string, string>>, projects?: number) {
    const suite = await mkdtemp(path.join(folder, "suite-"));
    const file = (...names: string[]) => path.join(root, ...names);
    const { transform } =
      jest.requireActual<{ projects: { transform: object }[] }>(file("jest.config.js")).projects[0] ?? {};
    const leaks = [file("test", "support", "leaks", "reporter.ts"), { projects }];
    const config = {
      rootDir: suite,
      testMatch: ["**/*.test.ts"],
      transform,
      setupFilesAfterEnv: [file("test", "support", "watch-for-leaks.ts")],
      reporters: ["default", leaks, file("tools", "jest", "summary-reporter.cjs")],
    };
    for (const [name, text] of Object.entries(tests))
      await writeFile(path.join(suite, `${name}.test.ts`), text);
    const soak = path.join(suite, "soak");
    const parameters = [file("node_modules", ".bin", "jest"), "--config", JSON.stringify(config)];
    const { exitCode, output } = await runNode(parameters, suite, { ...process.env, MASKING_SOAK: soak });
    const { figures } = JSON.parse(await readFile(path.join(soak, "figures.jsonl"), "utf8")) as {
      figures: object;
    };
    const hits = output.match(/a \w+ stands in a captured \w+ of [\w-]+/g) ?? [];
    return { exitCode, output, hits: hits.sort(), last: output.trimEnd().split("\n").at(-1), figures };
  }

  const record = JSON.stringify(path.join(root, "tools", "leaks", "record.ts"));

  interface Exchange {
    readonly url?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
    readonly answer?: string;
    readonly shown: string;
  }

  /** A test file that sends a request to its own server, gets `answer`, and then shows a text. */
  const testWithRequest = (exchange: Exchange) => `
    import { createServer } from "node:http";
    import { once } from "node:events";
    import { capture } from ${record};
    const exchange = ${JSON.stringify({ url: "/", body: "{}", answer: 'response.end("{}")', ...exchange })};
    it("exchanges", async () => {
      const server = createServer((request, response) => {
        request.resume().on("end", () => new Function("response", exchange.answer)(response));
      }).listen(0, "127.0.0.1");
      await once(server, "listening");
      const url = "http://127.0.0.1:" + server.address().port + exchange.url;
      await (await fetch(url, { method: "POST", headers: exchange.headers, body: exchange.body })).text();
      server.close();
      server.closeAllConnections();
      capture("log", exchange.shown);
    });`;

  const clean = testWithRequest({
    body: '{"second_party":"+12025550165","session_expiry":7200}',
    shown: "+12025550166, [removed], 7200 s",
  });

  it("finds a value by each way in which a server of the tests gets to know it, fails, and shows none", async () => {
    const authorization = `Basic ${Buffer.from("MA1:planted-token-1").toString("base64")}`;
    const { exitCode, output, hits, last, figures } = await run({
      "first-party": testWithRequest({
        body: '{"first_party":"+12025550160"}',
        shown: "of +1 202 555-0160",
      }),
      "second-party": testWithRequest({ body: '{"second_party":"+12025550161"}', shown: "+12025550161" }),
      query: testWithRequest({ url: "/?first_party=%2B12025550162", shown: "+12025550162" }),
      "first-pin": testWithRequest({ body: '{"first_party_pin":"7361"}', shown: "PIN 7361" }),
      "second-pin": testWithRequest({ body: '{"second_party_pin":"8264"}', shown: "PIN 8264" }),
      token: testWithRequest({ headers: { authorization }, shown: "planted-token-1" }),
      password: testWithRequest({
        body: '{"callback_url":"https://plivo:planted-password@example.com/"}',
        shown: "planted-password",
      }),
      end: testWithRequest({
        answer: `response.end('{"second_party":"+12025550163"}')`,
        shown: "+12025550163",
      }),
      write: testWithRequest({
        answer: `response.write('{"second_party":"+12025550164"}'); response.end()`,
        shown: "+12025550164",
      }),
      "generated-pin": testWithRequest({
        answer: `response.end('{"first_party_pin":"48217"}')`,
        shown: "PIN 48217",
      }),
      clean,
    });
    expect(hits).toEqual([
      "a PIN stands in a captured log of first-pin",
      "a PIN stands in a captured log of generated-pin",
      "a PIN stands in a captured log of second-pin",
      "a number stands in a captured log of end",
      "a number stands in a captured log of first-party",
      "a number stands in a captured log of query",
      "a number stands in a captured log of second-party",
      "a number stands in a captured log of write",
      "a token stands in a captured log of password",
      "a token stands in a captured log of token",
    ]);
    expect(output).not.toMatch(/(?:The search|stands in).*(?:2025550|7361|8264|48217|planted)/);
    expect({ exitCode, last, figures }).toMatchObject({
      exitCode: 1,
      last: "11 passed, 10 failed",
      figures: { captures: 11, hits: 10 },
    });
  });

  it("passes if nothing personal is shown", async () => {
    expect(await run({ clean })).toMatchObject({
      exitCode: 0,
      last: "1 passed, 0 failed",
      figures: { captures: 1, values: 1, hits: 0 },
    });
  });

  it("fails in a whole run that captures nothing of some kind, because the search would be blind there", async () => {
    const { exitCode, output, last } = await run({ clean }, 1);
    expect({ exitCode, last }).toEqual({ exitCode: 1, last: "1 passed, 6 failed" });
    expect(output).toContain('nothing of the kind "state" was captured');
  });

  it("finds what another process shows, and what clients and providers throw and log", async () => {
    const testWithToken = (...rest: string[]) => `
      import { recordValue } from ${record};
      recordValue("token", "planted-token-2");
      ${rest.join("\n")}`;
    const child = `import { capture } from ${record}; capture("process", "planted-token-2");`;
    const from = (...names: string[]) => JSON.stringify(path.join(root, "provider", ...names));
    const clock =
      "{ now: () => Date.now(), elapsed: () => performance.now(), wait: () => Promise.resolve() }";
    const uuid = "4189591e-d004-4801-abdf-8893c15e5dcd";
    const failingCall = (call: string) =>
      testWithToken(`
        import { createServer } from "node:http";
        import { once } from "node:events";
        import { PlivoClient } from ${from("plivo", "client")};
        it("fails", async () => {
          const server = createServer((request, response) => {
            request.resume();
            response.writeHead(400, { "content-type": "application/json" }).end('{"api_id":"a","error":"no planted-token-2"}');
          }).listen(0, "127.0.0.1");
          await once(server, "listening");
          const client = new PlivoClient({
            authId: "MA1", authToken: "token-1", endpoint: "http://127.0.0.1:" + server.address().port, clock: ${clock}, log: () => {},
          });
          await expect(client.${call}).rejects.toThrow();
          server.close();
          server.closeAllConnections();
        });`);
    const provider = `
      import { maskingProvider } from ${from("dynamic", "provider")};
      const provider = maskingProvider({ environment: {}, log: () => {}, clock: ${clock} });`;
    const { hits } = await run({
      process: testWithToken(`
        import { spawnSync } from "node:child_process";
        it("starts a process", () => {
          const { status } = spawnSync(process.execPath, ["--input-type=module", "-e", ${JSON.stringify(child)}]);
          expect(status).toBe(0);
        });`),
      create: failingCall("create({})"),
      get: failingCall(`get("${uuid}")`),
      list: failingCall("list({})"),
      update: failingCall(`update("${uuid}", {})`),
      expire: failingCall(`expire("${uuid}")`),
      throws: testWithToken(
        provider,
        `test("throws", () => expect(provider.create({ account: "planted-token-2" })).rejects.toThrow(/credentials/));`,
      ),
      logs: testWithToken(
        provider,
        `test("logs", () => provider.diff("planted-token-2", { authId: "MA1", sessionUuid: "planted-token-2", status: "expired" }, {}));`,
      ),
    });
    expect(hits.map((hit) => hit.replace("a token stands in a captured ", ""))).toEqual([
      "error of create",
      "error of expire",
      "error of get",
      "error of list",
      "error of throws",
      "error of update",
      "log of logs",
      expect.stringMatching(/^process of /),
    ]);
  });
});
