import { execFile, execFileSync } from "node:child_process";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import path from "node:path";
import { promisify } from "node:util";
import { startEmulator, type Emulator } from "plivo-masking-emulator";
import { version } from "../../../provider/plivo/user-agent.ts";
import { cliPath } from "../../../tools/engine/cli.ts";
import { openStack, type EngineStack, type Program } from "../../../tools/engine/index.ts";
import { pack } from "../../../tools/pack.ts";
import { repositoryRoot } from "../../../tools/repository.ts";
import { yamlHost } from "../../../tools/yaml-host/yaml-host.ts";
import { effects, expectSuccess, programFor } from "../../support/engine.ts";
import { listen } from "../../support/listen.ts";

const sessions = { ride: { firstParty: "+12025550171", secondParty: "+12025550172" } };
const config = {
  driver: { value: "+1 202 555 0171", secret: true },
  rider: { value: "+1 202 555 0172", secret: true },
};
const install = ["plugin", "install", "resource", "plivo", version];

/** Milliseconds. Compressing an executable of 130 MB takes most of it. */
const buildTimeout = 120_000;

const page = path.join(repositoryRoot(), "docs", "which-form.md");
const nodeFolder = path.dirname(process.execPath);

describe("the plugin that is installed from a release", () => {
  let emulator: Emulator;
  let folder: string;
  let archives: { readonly script: string; readonly executable: string };
  let server: Server;
  let url: string;
  /** As the engine of this machine asks for it. */
  let downloadName: string;
  let asked: string[] = [];
  let served: string;
  let stack: EngineStack;
  const opened: EngineStack[] = [];

  beforeAll(async () => {
    emulator = await startEmulator();
    folder = path.join(repositoryRoot(), ".cache", "archives", String(process.pid));
    await mkdir(folder, { recursive: true });
    const tool = path.join(repositoryRoot(), "tools", "plugin-archives", "main.ts");
    // Compresses in a third of the time.
    const env = { ...process.env, GZIP: "-1" };
    const { stdout } = await promisify(execFile)(process.execPath, [tool, folder], { env });
    const [script = "", executable = ""] = stdout.split("\n");
    archives = { script, executable };
    downloadName = path.basename(executable);
    server = createServer((request, response) => {
      asked.push(String(request.url));
      if (request.url !== `/plugins/${downloadName}`) response.writeHead(404).end();
      else void readFile(served).then((archive) => response.end(archive));
    });
    url = `http://127.0.0.1:${String(await listen(server))}/plugins`;
  }, buildTimeout);
  afterAll(async () => {
    server.close();
    for (const one of opened) await one.remove();
    await emulator.close();
    await rm(folder, { recursive: true });
  });

  /** A stack with installed plugins only. `tools` are the folders on its PATH. */
  async function open(program: Program, tools: string[], environment: Record<string, string> = {}) {
    const PATH = [path.dirname(await cliPath()), ...tools].join(path.delimiter);
    const variables = { ...emulator.environment, ...environment, PATH };
    stack = await openStack({ program, environment: variables, config });
    opened.push(stack);
    asked = [];
  }

  /** The Pulumi.yaml of a section of the page. */
  async function projectOf(heading: string): Promise<string> {
    const [, section = ""] = (await readFile(page, "utf8")).split(`\n${heading}\n`);
    const [, project] = /```yaml\n([^]*?)```/.exec(section) ?? [];
    if (project === undefined) throw new Error(`${heading} of the page has no project.`);
    return project;
  }

  /** Replaces the stack's own project, and keeps its name. */
  function write(project: string): Promise<void> {
    return writeFile(path.join(stack.folder, "Pulumi.yaml"), project.replace("name: rides", "name: masking"));
  }

  const installedFiles = () =>
    readdir(path.join(stack.folder, "home", "plugins", `resource-plivo-v${version}`));
  const files = expect.arrayContaining(["pulumi-resource-plivo", "LICENSE"]) as string[];

  it("has an archive for each platform, and one for every machine with Node", () => {
    const [script, executable] = Object.values(archives).map((file) => path.basename(file));
    expect(script).toBe(`pulumi-resource-plivo-v${version}-node.tar.gz`);
    expect(executable).toMatch(/-(?:linux|darwin|windows)-(?:amd64|arm64)\.tar\.gz$/);
  });

  it("serves a program, and a destroy without one, from a file with the script", async () => {
    await open(programFor(sessions, "native"), [nodeFolder]);
    expect(await stack.command([...install, "--file", archives.script])).toMatchObject({ succeeded: true });
    expect(await installedFiles()).toEqual(files);
    expect(effects(expectSuccess(await stack.up()))).toEqual({ ride: "create" });
    const destroyed = expectSuccess(await stack.destroy());
    expect(emulator.sessions.live()).toEqual([]);
    // The engine would say so in each operation if the plugin were only on PATH.
    expect(destroyed.text).not.toContain("from $PATH");
  });

  it("serves a program without Node on PATH, from a server with the executable", async () => {
    await open(programFor(sessions, "native"), []);
    served = archives.executable;
    expect(await stack.command([...install, "--server", url])).toMatchObject({ succeeded: true });
    expect(asked).toEqual([`/plugins/${downloadName}`]);
    expect(await installedFiles()).toEqual(files);
    expect(effects(expectSuccess(await stack.up()))).toEqual({ ride: "create" });
  });

  it("is downloaded from pluginDownloadURL for a YAML program", async () => {
    const environment = { PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "false" };
    await open(programFor({}, "native"), [nodeFolder, await yamlHost()], environment);
    // The smaller archive: Pulumi requests both by the same name.
    served = archives.script;
    const project = await projectOf("### By a download");
    await write(project.replace(/pluginDownloadURL: .*/, `pluginDownloadURL: ${url}`));
    const up = await stack.command(["up", "--yes", "--skip-preview", "--stack", "dev"]);
    expect(up.text).toMatch(/plivo:index:MaskingSession ride created/);
    expect(asked).toEqual([`/plugins/${downloadName}`]);
  });

  it("serves a program from the npm package that Pulumi.yaml names", async () => {
    await open(programFor(sessions, "native"), [nodeFolder]);
    const { tarball } = await pack("plugin", folder);
    const npm = ["install", "--offline", "--no-audit", "--no-fund", "--silent", tarball];
    await writeFile(path.join(stack.folder, "package.json"), '{ "private": true }');
    execFileSync("npm", npm, { cwd: stack.folder });
    await write(await projectOf("### With npm"));
    const up = expectSuccess(await stack.up());
    expect(effects(up)).toEqual({ ride: "create" });
    expect(up.text).not.toContain("from $PATH");
  });
});
