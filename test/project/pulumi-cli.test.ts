import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import semver from "semver";
import { pulumiCli, PulumiCliUnavailableError, type FoundCli } from "../../tools/pulumi-cli/pulumi-cli.ts";
import { minVersion, pinnedVersion } from "../../tools/pulumi-cli/versions.ts";
import { repositoryRoot } from "../../tools/repository.ts";
import { runNode } from "./run-tool.ts";

const root = repositoryRoot();
const version = "3.259.0";

let folder: string;
let said: string[];

beforeEach(async () => {
  said = [];
  await mkdir(path.join(root, ".cache"), { recursive: true });
  folder = await mkdtemp(path.join(root, ".cache", "cli-test-"));
});

afterEach(() => rm(folder, { recursive: true }));

const at = (...names: string[]) => path.join(folder, ...names);

async function script(file: string, ...lines: string[]): Promise<string> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, ["#!/bin/sh", ...lines, ""].join("\n"));
  await chmod(file, 0o755);
  return file;
}

const fakeCli = (file: string, itsVersion = version) => script(file, `echo v${itsVersion}`);

/** Replaces `go build ... -o <file> <package>`: writes a CLI there and logs that it ran. */
const fakeGo = () =>
  script(
    at("go"),
    `echo ran >> ${at("builds")}`,
    "sleep 0.3",
    `while [ "$1" != -o ]; do shift; done`,
    `printf '#!/bin/sh\\necho v${version}\\n' > "$2"`,
    `chmod +x "$2"`,
  );

/** Searches with the test's own cache folder. */
function search(searchPath: string, go: string, install: () => Promise<unknown> = offline) {
  const log = (line: string) => said.push(line);
  return pulumiCli({ searchPath, folder: at("cache"), go, install, log });
}

const offline = () => Promise.reject(new Error("the network is not there"));

describe("the search for a Pulumi CLI", () => {
  it("prefers the one in PATH", async () => {
    const executable = await fakeCli(at("bin", "pulumi"), minVersion);
    await fakeCli(at("cache", "pulumi"));
    const found = await search(at("bin"), await fakeGo());
    expect(found).toEqual({ path: executable, version: minVersion, source: "PATH" });
    expect(said).toEqual([]);
  });

  it("skips one that is too old, with a message, and uses this checkout's", async () => {
    await fakeCli(at("bin", "pulumi"), "3.215.9");
    const cached = await fakeCli(at("cache", "pulumi"));
    const found = await search(at("bin"), await fakeGo());
    expect(found).toEqual({ path: cached, version, source: "cache" });
    expect(said).toEqual([expect.stringMatching(/Ignoring .*3\.215\.9, older than 3\.216\.0/)]);
  });

  it("uses Pulumi's installer before it builds, and its release from the cache later", async () => {
    const install = async () => {
      const [temporary] = (await readdir(at("cache"))).filter((name) => name.startsWith("installing-"));
      await fakeCli(at("cache", temporary ?? "", "bin", "pulumi"));
    };
    const ways = () => search("", "no-such-go", install);
    const executable = at("cache", "bin", "pulumi");
    expect(await ways()).toEqual({ path: executable, version, source: "installer" });
    expect(await ways()).toEqual({ path: executable, version, source: "cache" });
  });

  it("builds one if nothing else works, says how long that takes, and caches the result", async () => {
    const go = await fakeGo();
    const ways = () => search("", go);
    const executable = at("cache", "pulumi");
    expect(await ways()).toEqual({ path: executable, version, source: "build" });
    expect(said.join("\n")).toMatch(/Building the Pulumi CLI 3\.259\.0 .*4 to 6 minutes.*once per checkout/);
    expect(await ways()).toEqual({ path: executable, version, source: "cache" });
  });

  it("builds in one process while another waits for the result", async () => {
    const go = await fakeGo();
    const found = await Promise.all([1, 2].map(() => search("", go)));
    expect(found.map(({ source }) => source).sort()).toEqual(["build", "cache"]);
    expect(await readFile(at("builds"), "utf8")).toBe("ran\n");
  });

  it("leaves no executable after an interrupted build, and removes its remains", async () => {
    await script(at("cache", "1.partial"), "exit 1");
    const broken = await script(at("broken-go"), "echo first >&2", "echo undefined: x >&2", "exit 2");
    const failure = search("", broken);
    await expect(failure).rejects.toThrow(/build ended with 2: first \/ undefined: x/);
    expect(await readdir(at("cache"))).toEqual([]);
  });

  it("ignores a cached file that does not run", async () => {
    await script(at("cache", "pulumi"), "exit 3");
    const found = await search("", await fakeGo());
    expect(found.source).toBe("build");
  });

  it("reports every reason if all ways fail", async () => {
    const failure: unknown = await search("", "no-such-go").catch((e: unknown) => e);
    expect(failure).toBeInstanceOf(PulumiCliUnavailableError);
    expect(failure).toMatchObject({
      code: "PULUMI_CLI_UNAVAILABLE",
      attempts: [
        { source: "PATH", reason: "there is no pulumi on PATH" },
        { source: "cache", reason: "this checkout has not installed or built one yet" },
        { source: "installer", reason: "the network is not there" },
        { source: "build", reason: "no-such-go is not on PATH" },
      ],
    });
    expect(String(failure)).toContain("installer: the network is not there");
  });
});

describe("the Pulumi CLI", () => {
  it("is found in the PATH of the shell", async () => {
    const executable = await fakeCli(at("bin", "pulumi"));
    const before = process.env["PATH"];
    process.env["PATH"] = `${at("bin")}${path.delimiter}${before ?? ""}`;
    const found: FoundCli = await pulumiCli().finally(() => (process.env["PATH"] = before));
    expect(found).toEqual({ path: executable, version, source: "PATH" });
  });

  it("is printed by the command as one line on stdout with only the path", async () => {
    const executable = await fakeCli(at("bin", "pulumi"));
    const environment = { ...process.env, PATH: at("bin") };
    const run = await runNode([path.join(root, "tools", "pulumi-cli", "main.ts")], root, environment);
    expect(run).toMatchObject({ exitCode: 0, stdout: `${executable}\n` });
    expect(run.output).toContain(`Pulumi CLI ${version} (PATH)`);
  });

  it("has the versions that the package's peer range allows, and go.mod pins one of them", async () => {
    const manifest = JSON.parse(await readFile(path.join(root, "package.json"), "utf8")) as {
      peerDependencies: Record<string, string>;
    };
    const range = manifest.peerDependencies["@pulumi/pulumi"] ?? "";
    expect(semver.minVersion(range)?.version).toBe(minVersion);
    expect(semver.satisfies(pinnedVersion(root), range)).toBe(true);
  });
});
