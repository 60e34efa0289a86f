import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { repositoryRoot } from "../../tools/repository.ts";
import { runNode } from "./run-tool.ts";

const root = repositoryRoot();

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
