import { randomUUID } from "node:crypto";
import { execFile, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { startEmulator, type Emulator } from "plivo-masking-emulator";
import { ModuleKind, ScriptTarget, transpileModule } from "typescript";
import { loaders } from "../../consumers/consumers";
import { pack } from "../../../tools/pack";
import {
  environmentOf,
  makeProject,
  operate,
  readmeProgram,
  type Surroundings,
} from "../../consumers/project";
import { versions } from "../../consumers/toolchain";
import { blocksBelow } from "../../../tools/markdown";
import { repositoryRoot } from "../../../tools/repository";

const run = promisify(execFile);

/** Drives the program that is named to it, through the Automation API that the package's user has. */
const driver = `
  import { LocalWorkspace } from "@pulumi/pulumi/automation/index.js";
  const loaded = await import(process.argv[2]);
  const quickstart = loaded.default.default ?? loaded.default;
  const program = async () => quickstart();
  const workspace = { workDir: process.cwd(), projectSettings: { name: "consumer", runtime: "nodejs" } };
  const stack = await LocalWorkspace.createStack({ stackName: "quickstart", projectName: "consumer", program }, workspace);
  const up = await stack.up();
  const again = await stack.up({ refresh: true });
  await stack.destroy();
  console.log(JSON.stringify({
    created: up.summary.resourceChanges,
    numbers: [up.outputs.deliveryNumber, up.outputs.pickupNumber, up.outputs.complaintNumber].map(({ value }) => value),
    again: again.summary.resourceChanges,
  }));`;

/** The quickstart as its user would have compiled it. */
async function compiledQuickstart(): Promise<string> {
  const source = await readFile(path.join(repositoryRoot(), "examples", "quickstart", "index.ts"), "utf8");
  const compilerOptions = { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022, esModuleInterop: true };
  return transpileModule(source, { compilerOptions }).outputText;
}

describe("both packages, packed and installed into an empty project", () => {
  const loader = loaders["ES modules"];
  const nodeFolder = path.dirname(process.execPath);
  let folder: string;
  let tarballs: string;
  let program: string;
  let emulator: Emulator;

  beforeAll(async () => {
    emulator = await startEmulator();
    program = await readmeProgram();
    tarballs = await mkdtemp(path.join(tmpdir(), "masking-pack-"));
    folder = await makeProject(loader, program, {
      "pulumi-plivo-masking": `file:${(await pack("provider", tarballs)).tarball}`,
      "plivo-masking-emulator": `file:${(await pack("emulator", tarballs)).tarball}`,
      // The checkout's own version of the SDK, which npm has in its cache.
      "@pulumi/pulumi": versions.newestSdk(),
    });
    await run("npm", ["install", "--silent", "--prefer-offline"], { cwd: folder });
    await writeFile(path.join(folder, "driver.mjs"), driver);
    await writeFile(path.join(folder, "program.cjs"), await compiledQuickstart());
  });
  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
    await rm(tarballs, { recursive: true, force: true });
    await emulator.close();
  });

  it.each([
    ["commonjs", 'const { MaskingClient } = require("pulumi-plivo-masking/client");'],
    ["module", 'import { MaskingClient } from "pulumi-plivo-masking/client";'],
  ])("give a script of the kind %s a client", async (type, line) => {
    const script = `${line} MaskingClient.fromEnvironment().list().then(({ windows }) => console.log(windows.length));`;
    const environment = { ...process.env, ...emulator.environment };
    const options = { cwd: folder, env: environment };
    const { stdout } = await run(process.execPath, [`--input-type=${type}`, "-e", script], options);
    expect(stdout).toBe("1\n");
  });

  it.each(["pulumi-plivo-masking", "plivo-masking"])("give a person the command %s", async (name) => {
    emulator.sessions.add({
      session_uuid: randomUUID(),
      virtual_number: "+13125550161",
      expiry_time: emulator.clock.now() + 3_600_000,
      ...{ first_party: "+12025550131", second_party: "+12025550132" },
    });
    const bin = path.join(folder, "node_modules", ".bin", name);
    const env = { ...process.env, ...emulator.environment };
    const { stdout } = await run(bin, ["list", "--json"], { cwd: folder, env });
    const [session] = (JSON.parse(stdout) as { sessions: { sessionUuid: string; firstParty: string }[] })
      .sessions;
    expect(session).toMatchObject({ status: "active", firstParty: "••••••31" });
    await run(bin, ["expire", session?.sessionUuid ?? "", "--yes"], { cwd: folder, env });
    expect(emulator.sessions.live()).toEqual([]);
  });

  it("run the quickstart, compiled to CommonJS, from up to destroy", async () => {
    emulator.requests.clear();
    const env = await environmentOf(folder, { plivo: emulator.environment, nodeFolder });
    const { stdout } = await run(process.execPath, ["driver.mjs", "./program.cjs"], { cwd: folder, env });
    const number = expect.stringMatching(/^\+1\d{10}$/) as string;
    expect(JSON.parse(stdout)).toEqual({
      created: { create: 4 },
      numbers: [number, number, number],
      again: { same: 4 },
    });
    const made = emulator.requests.all().map(({ method }) => method);
    expect(made.join(" ")).toBe("POST POST POST GET GET GET DELETE DELETE DELETE");
    expect(emulator.sessions.live()).toEqual([]);
  });

  describe("run the README's program of 15 lines as an ES module, with the three variables that the emulator's command prints,", () => {
    let command: ChildProcess;
    let printed: string[];
    let surroundings: Surroundings;

    beforeAll(async () => {
      const bin = path.join(folder, "node_modules", ".bin", "plivo-masking-emulator");
      command = spawn(bin, ["--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
      printed = await linesOf(command, 3);
      const variables = printed.map((line) => line.replace("export ", "").split("=") as [string, string]);
      surroundings = { plivo: Object.fromEntries(variables), nodeFolder };
    });
    afterAll(async () => {
      const ended = once(command, "exit");
      command.kill();
      await ended;
    });

    it("which are those that it shows", async () => {
      expect(program.trimEnd().split("\n").length).toBeLessThanOrEqual(15);
      const page = await readFile(path.join(repositoryRoot(), "README.md"), "utf8");
      const [shown = ""] = blocksBelow(page, "A program of your own", "console");
      const withoutPort = (line: string) => line.replace(/:\d+$/, "");
      expect(shown.match(/^export .*$/gm)?.map(withoutPort)).toEqual(printed.map(withoutPort));
    });

    it("from up to destroy", async () => {
      const up = await operate(folder, "up", loader, surroundings);
      expect(up.changes).toEqual({ create: 2 });
      expect(up.outputs["number"]).toMatch(/^\+1\d{10}$/);
      const destroy = await operate(folder, "destroy", loader, surroundings);
      expect(destroy.changes).toEqual({ delete: 2 });
    });
  });
});

/** The first lines with variables that the command prints. */
async function linesOf(command: ChildProcess, count: number): Promise<string[]> {
  let text = "";
  for await (const chunk of command.stdout ?? []) {
    text += String(chunk);
    const lines = text.match(/^export .*(?=\n)/gm) ?? [];
    if (lines.length >= count) return lines;
  }
  throw new Error(`The emulator's command has ended:\n${text}`);
}
