import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { CallbackStore } from "../../provider/callbacks/index.ts";
import { attributesOf, bench, token } from "../integration/callbacks/bench.ts";
import { asCommonJs, ProgramFolder, programWith } from "./documents/programs.ts";
import { runNode } from "./run-tool.ts";

const page = "docs/webhook-recipes.md";
const environment = { ...process.env, PLIVO_AUTH_TOKEN: token, RECEIVER_URL: "https://example.com" };

/** A current event, because the handler rejects old ones. */
const attributes = attributesOf(1, { EventTimestamp: new Date().toISOString() });

describe("the recipes in docs/webhook-recipes.md", () => {
  let folder: ProgramFolder;
  beforeAll(async () => {
    folder = await ProgramFolder.open();
  });
  afterAll(() => folder.remove());

  const file = (text: string) => folder.write(programWith(page, text));

  /**
   * The statuses of a recipe, in its own process, for signed callbacks and for callbacks signed for another
   * receiver.
   *
   * @param call ends with the status, given `recipe` (its module), and `callback` (url, method, headers,
   *   body)
   */
  async function answers(recipe: string, call: string): Promise<string> {
    const script = `
      const sent = [];
      const { fetch } = globalThis;
      const { signCallback } = await import("pulumi-plivo-masking/callbacks");
      const recipe = await import(${JSON.stringify(recipe)});
      const answerTo = async (callback) => { ${call} };
      const said = [];
      for (const origin of ["https://example.com", "https://example.org"]) {
        for (const method of ["POST", "GET"]) {
          const attributes = { ...${JSON.stringify(attributes)}, SequenceNumber: method === "POST" ? 1 : 2 };
          said.push(await answerTo(signCallback({ url: origin + "/plivo/events", method, attributes, authToken: ${JSON.stringify(token)} })));
        }
      }
      console.log(said.join(), sent.length);
      process.exit();`;
    const run = await runNode(["--input-type=module", "--eval", script], folder.path, environment);
    return run.stdout.trim().split("\n").at(-1) ?? run.output;
  }

  /** Sends a callback to a server of Node at a free port. */
  const toServer = `
    const { url, ...init } = callback;
    const { pathname, search } = new URL(url);
    const answer = await fetch(origin + pathname + search, init);
    return answer.status;`;
  /** Catches what a recipe sends. */
  const noNetwork = `globalThis.fetch = (url) => { sent.push(url); return Promise.resolve(new Response()); };`;
  const listening = (listener: string) => `
    const { createServer } = await import("node:http");
    const server = createServer(${listener});
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    const origin = "http://127.0.0.1:" + server.address().port;
    ${toServer}`;
  const right = "200,200,403,403 0";

  it("run: Express 5", async () => {
    expect(await answers(await file("express()"), listening("recipe.app"))).toBe(right);
  });

  it("run: Express 4", async () => {
    const older = path.join(folder.path, "express-4.ts");
    const code = await readFile(await file("express()"), "utf8");
    await writeFile(older, code.replace('from "express"', 'from "express4"'));
    expect(await answers(older, listening("recipe.app"))).toBe(right);
  });

  it("run: Fastify", async () => {
    const call = `
      const origin = (globalThis.origin ??= await recipe.app.listen({ port: 0, host: "127.0.0.1" }));
      ${toServer}`;
    expect(await answers(await file("Fastify()"), call)).toBe(right);
  });

  it("run: Fastify, behind the parsers of @fastify/formbody", async () => {
    const call = `
      if (globalThis.origin === undefined) await recipe.app.register((await import("@fastify/formbody")).default);
      const origin = (globalThis.origin ??= await recipe.app.listen({ port: 0, host: "127.0.0.1" }));
      ${toServer}`;
    expect(await answers(await file("Fastify()"), call)).toBe(right);
  });

  it("run: Hono, on its server for Node", async () => {
    const listener = '(await import("@hono/node-server")).getRequestListener(recipe.default.fetch)';
    expect(await answers(await file("new Hono"), listening(listener))).toBe(right);
  });

  it("run: the route handler of Next.js, which waits for the queue", async () => {
    const call = `
      ${noNetwork}
      const { url, ...init } = callback;
      const { pathname, search } = new URL(url);
      return (await recipe[init.method](new Request("http://localhost:3000" + pathname + search, init))).status;`;
    expect(await answers(await file("runtime"), call)).toBe("200,200,403,403 2");
  });

  it.each([true, false])("run: AWS Lambda, with a body in base64: %s", async (isBase64Encoded) => {
    const call = `
      ${noNetwork}
      const { url, method, headers, body } = callback;
      const { pathname, search } = new URL(url);
      const event = {
        version: "2.0", rawPath: pathname, rawQueryString: search.slice(1),
        headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
        requestContext: { domainName: "abc.lambda-url.eu-west-1.example.com", http: { method, path: pathname } },
        ...(body === undefined ? {} : { body: ${isBase64Encoded ? 'Buffer.from(body).toString("base64")' : "body"} }),
        isBase64Encoded: ${isBase64Encoded},
      };
      const answer = await recipe.handler(event);
      if (typeof answer.body !== "string") throw new Error("no body");
      return answer.statusCode;`;
    expect(await answers(await file("LambdaEvent"), call)).toBe("200,200,403,403 2");
  });

  it("run: the receiver before a queue, which answers 200 after the queue has the event, and reports newer ones", async () => {
    const call = `
      const { url, ...init } = callback;
      const queue = { send: (message) => Promise.resolve(sent.push(message)) };
      const answer = await recipe.receiver(queue)(new Request(url, init));
      for (const { group, id, body } of sent.splice(2)) throw new Error(group + id + body);
      const event = JSON.parse((sent.at(-1) ?? { body: "{}" }).body);
      const newer = [recipe.isNewer(event, undefined), recipe.isNewer(event, event.sequenceNumber), recipe.isNewer(event, 0)];
      if (newer.join() !== "true,false,true") throw new Error(newer.join());
      return answer.status;`;
    expect(await answers(await file("receiver(queue"), call)).toBe("200,200,403,403 2");
  });

  it("run: the store in Redis, with a client that implements the documented commands", async () => {
    const script = path.join(folder.path, "redis-store.cjs");
    await writeFile(script, asCommonJs(programWith(page, "redisStore").code));
    const { redisStore } = jest.requireActual<{ redisStore: (redis: object) => CallbackStore }>(script);
    let now = 0;
    const held = new Map<string, { value: string; until: number }>();
    const live = (key: string) => ((held.get(key)?.until ?? -1) > now ? held.get(key) : undefined);
    const store = redisStore({
      set: (key: string, value: string, { NX, PX }: { NX?: true; PX: number }) => {
        if (NX === true && live(key) !== undefined) return Promise.resolve(null);
        held.set(key, { value, until: now + PX });
        return Promise.resolve("OK");
      },
      get: (key: string) => Promise.resolve(live(key)?.value ?? null),
      del: (key: string) => Promise.resolve(Number(held.delete(key))),
    });
    let fails = true;
    const [one, other] = [
      bench({ store, onEvent: () => (fails ? Promise.reject(new Error("away")) : 0) }),
      bench({ store }),
    ];
    expect(await one.send(attributesOf(1))).toBe(500);
    fails = false;
    expect(await one.send(attributesOf(1))).toBe(200);
    expect(await other.send(attributesOf(1))).toBe(200);
    // The store remembers the event for at least maxAgeMs: after that, the request is too old.
    now += 86_400_000;
    expect(await other.send(attributesOf(1))).toBe(200);
    expect(other.events).toEqual([]);
    // A digest may have as many digits by chance.
    expect([...held.keys()].join().replaceAll(/[0-9a-f]{64}/g, "")).not.toMatch(/\d{7}/);
    expect([await store.claim("a", 10), await store.claim("a", 10)]).toEqual(["claimed", "pending"]);
    now += 10;
    expect(await store.claim("a", 10)).toBe("claimed");
  });
});
