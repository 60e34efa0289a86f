import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { LeakSearch } from "../../tools/leaks/search";
import type { CaptureKind, Recorded, ValueKind } from "../../tools/leaks/record";
import { repositoryRoot } from "../../tools/repository.ts";
import { runNode } from "./run-tool.ts";

const root = repositoryRoot();

const value = (kind: ValueKind, text: string, origin = "a"): Recorded => ({ origin, value: kind, text });

/** The kinds of values that a search for these finds in a text of the test "a". */
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
  ])("finds a number written as %s, in any test's captures", (text) => {
    expect(found(`before ${text} after`, number)).toEqual(["number"]);
    expect(found(text, value("number", "12025550147", "b"))).toEqual(["number"]);
  });

  it.each(["12025550148", "1202555", "1202555:0147", "[removed]"])("takes %s for another number", (text) => {
    expect(found(text, number)).toEqual([]);
  });

  it.each(['"firstPartyPin":"48217"', "PIN 48217.", "pin: 48217", "(48217)", "pin=48217", "pin:48217"])(
    "finds a PIN in %s",
    (text) => {
      expect(found(text, value("PIN", "48217"))).toEqual(["PIN"]);
    },
  );

  it.each([
    "c28b77d4-48217-43bd",
    "a48217f",
    "v1:q48217+/=",
    "http://127.0.0.1:48217/v1",
    "localhost:48217",
    '"sequence":48217,',
    "index.js:48217:5",
    "created by root@host (pid 48217) at",
    "pid: 48217",
    "2026-03-01T10:00:00.48217Z",
    "148217",
    "4.48217",
    "48217.5",
  ])("does not take a part of %s for a PIN", (text) => {
    expect(found(text, value("PIN", "48217"))).toEqual([]);
  });

  it("looks for short PINs in their own test alone, and not where they are a common number too; for long ones everywhere", () => {
    expect(found("PIN 48217", value("PIN", "48217", "b"))).toEqual([]);
    expect(found("in 7200 s", value("PIN", "7200"), value("public", "7200"))).toEqual([]);
    expect(found("PIN 482170936", value("PIN", "482170936", "b"))).toEqual(["PIN"]);
  });

  it("takes the digits of a UUID for no number and no PIN, however many meet there by chance", () => {
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

  it("tells where and what, but not the value", () => {
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

  /** Runs a test file with the suite's own reporters and setup. `projects` of 1 makes it a whole run. */
  async function run(test: string, projects?: number) {
    const suite = await mkdtemp(path.join(folder, "suite-"));
    const file = (...names: string[]) => path.join(root, ...names);
    const { transform } =
      jest.requireActual<{ projects: { transform: object }[] }>(file("jest.config.js")).projects[0] ?? {};
    const leaks = [file("tools", "jest", "leak-reporter.ts"), { projects }];
    const config = {
      rootDir: suite,
      testMatch: ["**/*.test.ts"],
      transform,
      setupFilesAfterEnv: [file("test", "support", "watch-for-leaks.ts")],
      reporters: ["default", leaks, file("tools", "jest", "summary-reporter.cjs")],
    };
    await writeFile(path.join(suite, "planted.test.ts"), test);
    const soak = path.join(suite, "soak");
    const parameters = [file("node_modules", ".bin", "jest"), "--config", JSON.stringify(config)];
    const { exitCode, output } = await runNode(parameters, suite, { ...process.env, MASKING_SOAK: soak });
    const figures = JSON.parse(await readFile(path.join(soak, "figures.jsonl"), "utf8")) as {
      figures: object;
    };
    return { exitCode, output, last: output.trimEnd().split("\n").at(-1), ...figures };
  }

  /** A test that speaks to a server which is sent a number and a token and makes a PIN; then it shows something. */
  const speaking = (shown: string) => `
    import { createServer } from "node:http";
    import { once } from "node:events";
    import { capture } from ${JSON.stringify(path.join(root, "tools", "leaks", "record"))};
    test("speaks", async () => {
      const server = createServer((request, response) => {
        request.resume().on("end", () => response.end('{"first_party_pin":"48217","session_expiry":7200}'));
      }).listen(0, "127.0.0.1");
      await once(server, "listening");
      const authorization = "Basic " + Buffer.from("MA1:planted-token-1").toString("base64");
      const body = '{"first_party":"+12025550147"}';
      await (await fetch("http://127.0.0.1:" + server.address().port, { method: "POST", headers: { authorization }, body })).text();
      server.close();
      server.closeAllConnections();
      capture("log", ${shown});
    });`;

  it.each([
    ["number", '"of +1 202 555-0147"'],
    ["PIN", '"PIN 48217"'],
    ["token", '"planted-" + "token-1"'],
  ])("fails for a %s that any server of the tests was sent or made, and counts it", async (kind, shown) => {
    const { exitCode, output, last, figures } = await run(speaking(shown));
    expect(output).toContain(`a ${kind} stands in a captured log of planted.test.ts`);
    expect(output).not.toMatch(/(?:The search|stands in).*(?:0147|48217|token-1)/);
    expect({ exitCode, last, figures }).toMatchObject({
      exitCode: 1,
      last: "1 passed, 1 failed",
      figures: { captures: 1, hits: 1 },
    });
  });

  it("passes where nothing personal is shown, also in a part of the suite that captures nothing", async () => {
    const clean = await run(speaking('"[removed], 7200 s"'));
    expect(clean).toMatchObject({
      exitCode: 0,
      last: "1 passed, 0 failed",
      figures: { captures: 1, values: 4, hits: 0 },
    });
    const silent = await run(`test("is silent", () => {});`);
    expect(silent).toMatchObject({ exitCode: 0, last: "1 passed, 0 failed", figures: { captures: 0 } });
  });

  it("fails in a whole run that captures nothing of some kind, since the search would be blind there", async () => {
    const { exitCode, output, last } = await run(speaking('"[removed]"'), 1);
    expect({ exitCode, last }).toEqual({ exitCode: 1, last: "1 passed, 6 failed" });
    expect(output).toContain('nothing of the kind "state" was captured');
  });

  it("finds what a provider in the tests' own process throws and logs", async () => {
    const provider = JSON.stringify(path.join(root, "provider", "dynamic-provider"));
    const { figures } = await run(`
      import { maskingProvider } from ${provider};
      test("throws and logs", async () => {
        const clock = { now: () => 0, elapsed: () => 0, wait: () => Promise.resolve() };
        const lines = [];
        const provider = maskingProvider({ environment: { PLIVO_CLOCK_OFFSET: "60" }, log: (line) => lines.push(line), clock });
        await provider.diff("id", { status: "expired" }, {});
        expect(lines).toHaveLength(2);
        await expect(provider.create({})).rejects.toThrow(/credentials/);
      });`);
    expect(figures).toMatchObject({ captures: 3, hits: 0 });
  });
});
