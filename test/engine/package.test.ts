import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { startEmulator, type Emulator } from "plivo-masking-emulator";
import { ModuleKind, ScriptTarget, transpileModule } from "typescript";
import { cliPath } from "../../tools/engine/cli";
import { engineVariables } from "../../tools/engine/environment";
import { repositoryRoot } from "../../tools/repository";

const run = promisify(execFile);

/** Drives the program that is named to it, through the Automation API that the package's user has. */
const driver = `
  import { LocalWorkspace } from "@pulumi/pulumi/automation/index.js";
  const loaded = await import(process.argv[2]);
  const quickstart = loaded.default.default ?? loaded.default;
  const program = async () => quickstart();
  const workspace = { workDir: process.cwd(), projectSettings: { name: "consumer", runtime: "nodejs" } };
  const stack = await LocalWorkspace.createStack({ stackName: "dev", projectName: "consumer", program }, workspace);
  const preview = await stack.preview();
  const up = await stack.up();
  const again = await stack.up();
  const refresh = await stack.refresh();
  await stack.destroy();
  await stack.workspace.removeStack("dev");
  console.log(JSON.stringify({
    previewed: preview.changeSummary,
    numbers: [up.outputs.deliveryNumber, up.outputs.pickupNumber, up.outputs.complaintNumber].map(({ value }) => value),
    again: again.summary.resourceChanges,
    refreshed: refresh.summary.resourceChanges,
  }));`;

/** The quickstart as its user would have compiled it. */
async function compiledQuickstart(module: ModuleKind): Promise<string> {
  const source = await readFile(path.join(repositoryRoot(), "examples", "quickstart", "index.ts"), "utf8");
  const compilerOptions = { module, target: ScriptTarget.ES2022, esModuleInterop: true };
  return transpileModule(source, { compilerOptions }).outputText;
}

describe("the package, packed and installed into an empty project", () => {
  let folder: string;
  let emulator: Emulator;

  beforeAll(async () => {
    emulator = await startEmulator();
    // Not below the checkout, whose node_modules would be found too.
    folder = await mkdtemp(path.join(tmpdir(), "masking-consumer-"));
    await mkdir(path.join(folder, "backend"));
    await writeFile(path.join(folder, "driver.mjs"), driver);
    await writeFile(path.join(folder, "program.cjs"), await compiledQuickstart(ModuleKind.CommonJS));
    await writeFile(path.join(folder, "program.mjs"), await compiledQuickstart(ModuleKind.ESNext));
    await install();
  });
  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
    await emulator.close();
  });

  async function install(): Promise<void> {
    const { stdout } = await run("npm", ["pack", "--silent", "--pack-destination", folder], {
      cwd: repositoryRoot(),
    });
    await writeFile(path.join(folder, "package.json"), JSON.stringify({ name: "consumer", private: true }));
    // The checkout's own version of the SDK, which npm has in its cache.
    const sdk = `@pulumi/pulumi@${await sdkVersion()}`;
    await run("npm", ["install", "--silent", "--prefer-offline", `./${stdout.trim()}`, sdk], { cwd: folder });
  }

  async function environment(): Promise<NodeJS.ProcessEnv> {
    const places = {
      backend: path.join(folder, "backend"),
      home: path.join(folder, "home"),
      cli: await cliPath(),
    };
    const variables = engineVariables(places);
    const shim = path.join(folder, "node_modules", "@pulumi", "pulumi");
    const PATH = [variables["PATH"], shim].join(path.delimiter);
    return { ...process.env, ...variables, PATH, ...emulator.environment };
  }

  it.each([
    ["commonjs", 'const { MaskingClient } = require("pulumi-plivo-masking/client");'],
    ["module", 'import { MaskingClient } from "pulumi-plivo-masking/client";'],
  ])("gives a script of the kind %s a client", async (type, line) => {
    const script = `${line} MaskingClient.fromEnvironment().list().then(({ windows }) => console.log(windows.length));`;
    const environment = { ...process.env, ...emulator.environment };
    const options = { cwd: folder, env: environment };
    const { stdout } = await run(process.execPath, [`--input-type=${type}`, "-e", script], options);
    expect(stdout).toBe("1\n");
  });

  it.each(["program.cjs", "program.mjs"])(
    "runs the quickstart as %s from preview to destroy",
    async (program) => {
      emulator.requests.clear();
      const options = { cwd: folder, env: await environment() };
      const { stdout } = await run(process.execPath, ["driver.mjs", `./${program}`], options);
      const number = expect.stringMatching(/^\+1\d{10}$/) as string;
      expect(JSON.parse(stdout)).toEqual({
        previewed: { create: 4 },
        numbers: [number, number, number],
        again: { same: 4 },
        refreshed: { same: 4 },
      });
      const made = emulator.requests.all().map(({ method }) => method);
      expect(made.join(" ")).toBe("POST POST POST GET GET GET DELETE DELETE DELETE");
      expect(emulator.sessions.live()).toEqual([]);
    },
  );
});

async function sdkVersion(): Promise<string> {
  const { stdout } = await run("node", ["-p", 'require("@pulumi/pulumi/package.json").version'], {
    cwd: repositoryRoot(),
  });
  return stdout.trim();
}
