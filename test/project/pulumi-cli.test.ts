import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import semver from "semver";
import { peerDependencies } from "../../package.json";
import { pulumiCli } from "../../tools/pulumi-cli/pulumi-cli.ts";
import { minVersion, pinnedVersion as version } from "../../tools/pulumi-cli/versions.ts";
import { repositoryRoot } from "../../tools/repository.ts";
import { fakeBuild, fakeCommands } from "./fake-commands.ts";
import { runNode } from "./run-tool.ts";

const root = repositoryRoot();
const { at, script } = fakeCommands();

let said: string[];
beforeEach(() => {
  said = [];
});

const fakeCli = (file: string, itsVersion = version) => script(file, `echo v${itsVersion}`);
const fakeGo = () => script(at("go"), ...fakeBuild(at("builds"), `echo v${version}`));

/** Searches with the test's own cache folder. */
function search(searchPath: string, go: string, install: (root: string) => Promise<unknown> = offline) {
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
    const executable = at("cache", "bin", "pulumi");
    const ways = () => search("", "no-such-go", (folder) => fakeCli(path.join(folder, "bin", "pulumi")));
    expect(await ways()).toEqual({ path: executable, version, source: "installer" });
    expect(await ways()).toEqual({ path: executable, version, source: "cache" });
  });

  it("leaves nothing of an installer that stops half-way", async () => {
    const ways = search("", "no-such-go", async (folder) => {
      await fakeCli(path.join(folder, "bin", "pulumi"));
      throw new Error("the disk is full");
    });
    await expect(ways).rejects.toThrow("  installer: the disk is full\n");
    expect(await readdir(at("cache"))).toEqual([]);
  });

  it("builds one if nothing else works, says how long that takes, and caches the result", async () => {
    const go = await fakeGo();
    const ways = () => search("", go);
    const executable = at("cache", "pulumi");
    expect(await ways()).toEqual({ path: executable, version, source: "build" });
    expect(said.join("\n")).toMatch(/Building the Pulumi CLI 3\.\d+\.0 .*4 to 6 minutes.*once per checkout/);
    expect(await ways()).toEqual({ path: executable, version, source: "cache" });
  });

  it("builds in one process while another waits for the result", async () => {
    const go = await fakeGo();
    const found = await Promise.all([1, 2].map(() => search("", go)));
    expect(found.map(({ source }) => source).sort()).toEqual(["build", "cache"]);
    expect(await readFile(at("builds"), "utf8")).toBe("github.com/pulumi/pulumi/pkg/v3/cmd/pulumi\n");
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
    await expect(search("", "no-such-go")).rejects.toThrow(
      "  PATH: there is no pulumi on PATH\n" +
        "  cache: this checkout has not installed or built one yet\n" +
        "  installer: the network is not there\n" +
        "  build: no-such-go is not on PATH\n",
    );
  });
});

describe("the Pulumi CLI", () => {
  it("is found in PATH by the command, which prints only the path to stdout", async () => {
    const executable = await fakeCli(at("bin", "pulumi"));
    const environment = { ...process.env, PATH: at("bin") };
    const run = await runNode(["tools/print-path.ts", "cli"], root, environment);
    expect(run).toMatchObject({ exitCode: 0, stdout: `${executable}\n` });
    expect(run.output).toContain(`Pulumi CLI ${version} (PATH)`);
  });

  it("has the versions that the package's peer range allows, and go.mod pins one of them", () => {
    const range = peerDependencies["@pulumi/pulumi"];
    expect(semver.minVersion(range)?.version).toBe(minVersion);
    expect(semver.satisfies(version, range)).toBe(true);
  });
});
