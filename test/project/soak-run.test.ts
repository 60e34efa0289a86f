import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { createServer, type AddressInfo, type Socket } from "node:net";
import path from "node:path";
import { plainReporter } from "../../tools/pulumi-cli/reporter.ts";
import { repositoryRoot } from "../../tools/repository.ts";
import { chosen, lanes, limitOfAll, proofs, UnknownProofError, type Proof } from "../../tools/soak/proofs.ts";
import { runProofs } from "../../tools/soak/run.ts";

const root = repositoryRoot();

describe("a run of proofs", () => {
  const lines: string[] = [];
  let folder: string;
  beforeEach(async () => {
    lines.length = 0;
    await mkdir(path.join(root, ".cache"), { recursive: true });
    folder = await mkdtemp(path.join(root, ".cache", "soak-test-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  /** Runs scripts of Node as if they were proofs, with limits in milliseconds. */
  async function run(
    scripts: Record<string, string>,
    { limit = 30_000, limitOfAll: all = 60_000, signal = new AbortController().signal } = {},
  ) {
    const given = Object.keys(scripts).map((name) => proof(name, limit));
    const outcomes = await runProofs(given, {
      root,
      folder,
      reporter: plainReporter((line) => lines.push(line)),
      lanes: 2,
      limit: all / 60_000,
      signal,
      command: ({ name }) => ["-e", scripts[name] ?? ""],
    });
    return Object.fromEntries(outcomes.map(({ name, complaint }) => [name, complaint]));
  }

  const proof = (name: string, limit: number): Proof => ({
    name,
    proves: "",
    tests: [],
    limit: limit / 60_000,
  });
  const records = `require("fs").writeFileSync(process.env.MASKING_SOAK + "/figures.jsonl", '{"proof":"p","figures":{"n":1}}\\n')`;
  const forEver = "setInterval(() => {}, 1000)";

  test("passes what ends well and has recorded figures, nothing else", async () => {
    const outcomes = await run({
      good: records,
      failing: `${records}; process.exitCode = 1`,
      silent: "console.log('nothing counted')",
    });
    expect(outcomes).toEqual({
      good: undefined,
      failing: "FAILED",
      silent: "FAILED: no figures were recorded",
    });
    expect(readFileSync(path.join(folder, "silent", "output.log"), "utf8")).toBe("nothing counted\n");
    expect(lines.filter((line) => /^good: (?:started|passed)/.test(line))).toHaveLength(2);
  });

  test("stops what is not finished in its time", async () => {
    const outcomes = await run({ endless: `${records}; ${forEver}` }, { limit: 500 });
    expect(outcomes).toEqual({ endless: "NOT FINISHED in its time" });
  });

  test("stops what a proof has started too", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const child = `require("net").connect(${port}, "127.0.0.1")`;
    const parent = `require("child_process").spawn(process.execPath, ["-e", ${JSON.stringify(child)}]); ${forEver}`;
    const interrupted = new AbortController();
    const outcomes = run({ parent }, { signal: interrupted.signal });
    const [connection] = (await once(server, "connection")) as [Socket];
    const cut = new Promise((resolve) => connection.resume().on("error", resolve).on("close", resolve));
    interrupted.abort();
    await cut;
    expect(await outcomes).toEqual({ parent: "FAILED" });
    server.close();
  });

  test("does not begin what the time of all has no room for", async () => {
    const outcomes = await run({ a: forEver, b: forEver, c: records }, { limitOfAll: 500 });
    expect(Object.values(outcomes)).toEqual(Array(3).fill("NOT FINISHED in its time"));
    expect(existsSync(path.join(folder, "c", "figures.jsonl"))).toBe(false);
  });

  test("stops when it is interrupted", async () => {
    const interrupted = new AbortController();
    const outcomes = run({ a: forEver, b: forEver, c: records }, { signal: interrupted.signal });
    interrupted.abort();
    expect(Object.values(await outcomes)).toEqual(Array(3).fill("FAILED"));
  });
});

describe("the table of proofs", () => {
  test("can take no longer than its limit, whatever each proof does, and that is below an hour", () => {
    const ends = Array<number>(lanes).fill(0);
    for (const { limit } of proofs) ends[ends.indexOf(Math.min(...ends))] = Math.min(...ends) + limit;
    expect(Math.max(...ends)).toBeLessThanOrEqual(limitOfAll);
    expect(limitOfAll).toBeLessThan(60);
  });

  test("has one name for each proof, and finds it", () => {
    expect(new Set(proofs.map(({ name }) => name)).size).toBe(proofs.length);
    expect(chosen(undefined)).toBe(proofs);
    expect(chosen("model").map(({ name }) => name)).toEqual(["model"]);
    expect(() => chosen("modle")).toThrow(UnknownProofError);
  });

  test("selects tests that exist, and each file that records figures", () => {
    const names = readdirSync(path.join(root, "test"), { recursive: true, encoding: "utf8" });
    const files = names.filter((name) => name.endsWith(".test.ts")).map((name) => path.join("test", name));
    const patterns = proofs.flatMap(({ tests }) => tests);
    expect(patterns.filter((pattern) => !files.some((file) => file.startsWith(pattern)))).toEqual([]);
    const recording = files.filter((file) =>
      /\brecordFigures\(/.test(readFileSync(path.join(root, file), "utf8")),
    );
    expect(recording.filter((file) => !patterns.some((pattern) => file.startsWith(pattern)))).toEqual([]);
  });
});
