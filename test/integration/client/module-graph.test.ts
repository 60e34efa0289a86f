import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { benchForAll } from "./support.ts";
import { repositoryRoot } from "../../../tools/repository.ts";

const run = promisify(execFile);
const root = repositoryRoot();

/** The files, relative to the repository, that a process loads if it requires this file of the build. */
async function loadedBy(entry: string): Promise<string[]> {
  const script = `require(${JSON.stringify(entry)}); console.log(JSON.stringify(Object.keys(require.cache)));`;
  const { stdout } = await run(process.execPath, ["-e", script], { cwd: root });
  return (JSON.parse(stdout) as string[]).map((file) => path.relative(root, file));
}

const ofPulumi = (files: readonly string[]) => files.filter((file) => file.includes("node_modules/@pulumi/"));

describe("the module graph", () => {
  it("of pulumi-plivo-masking/client contains nothing of Pulumi", async () => {
    const files = await loadedBy("pulumi-plivo-masking/client");
    expect(files).toContain("dist/client/index.js");
    expect(files).toContain("dist/client/session-reader.js");
    expect(ofPulumi(files)).toEqual([]);
    expect(files.filter((file) => /^dist\/(sdk|dynamic|lifecycle|session\/diff)/.test(file))).toEqual([]);
  });

  it("of the provider's own process contains neither the functions nor the client", async () => {
    const files = await loadedBy("pulumi-plivo-masking/provider");
    expect(files).toContain("dist/lifecycle/read.js");
    expect(files.filter((file) => /^dist\/(sdk|client)\//.test(file))).toEqual([]);
    expect(ofPulumi(files)).toEqual([]);
  });

  it("of the command contains no package but commander and the schemas, because only a request loads HTTP", async () => {
    const files = await loadedBy(path.join(root, "dist", "command", "main.js"));
    expect(files).toEqual(expect.arrayContaining(["dist/client/index.js", "dist/callbacks/sign.js"]));
    expect(files.filter((file) => /^dist\/(sdk|dynamic|lifecycle|session\/diff)/.test(file))).toEqual([]);
    const packages = files.flatMap((file) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? []);
    expect([...new Set(packages)].sort()).toEqual(["commander", "zod"]);
  });
});

describe("a script without Pulumi", () => {
  const bench = benchForAll();
  beforeAll(() => bench.create("21"));

  const use = `
    const client = MaskingClient.fromEnvironment();
    const { sessions } = await client.list({ filters: { createdTimeGte: "2026-02-01T00:00:00Z" } });
    const missing = await client.get("${"0".repeat(8)}-none").catch((error) => error);
    console.log(JSON.stringify([sessions.length, missing instanceof PlivoError, missing.code]));`;

  it("reads, and exits by itself", async () => {
    const script = `import { MaskingClient, PlivoError } from "pulumi-plivo-masking/client"; ${use}`;
    const environment = { ...bench.emulator.environment, PATH: process.env["PATH"] };
    const options = { cwd: root, env: environment, timeout: 20_000 };
    const { stdout } = await run(process.execPath, ["--input-type=module", "-e", script], options);
    expect(JSON.parse(stdout)).toEqual([1, true, "PLIVO_NOT_FOUND"]);
  });
});
