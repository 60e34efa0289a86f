import { randomUUID } from "node:crypto";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { startEmulator, type Emulator } from "plivo-masking-emulator";
import { ModuleKind, ScriptTarget, transpileModule } from "typescript";
import { loaders } from "../../consumers/consumers.ts";
import { pack } from "../../../tools/pack.ts";
import { environmentOf, createProject } from "../../consumers/project.ts";
import { repositoryRoot } from "../../../tools/repository.ts";
import { missingLines } from "../../support/example.ts";
import { TypedReadme } from "../../support/typed-readme.ts";

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

/** The checkout's own version of a package, which npm has in its cache. */
function installedVersion(name: string): string {
  const manifest = path.join(repositoryRoot(), "node_modules", name, "package.json");
  return (JSON.parse(readFileSync(manifest, "utf8")) as { version: string }).version;
}

describe("both packages, packed and installed into an empty project", () => {
  const loader = loaders["ES modules"];
  const nodeFolder = path.dirname(process.execPath);
  let folder: string;
  let tarballs: string;
  let typed: TypedReadme;
  let emulator: Emulator;

  beforeAll(async () => {
    emulator = await startEmulator();
    tarballs = await mkdtemp(path.join(tmpdir(), "masking-pack-"));
    typed = await TypedReadme.open(tarballs, {
      "pulumi-plivo-masking": `file:${(await pack("provider", tarballs)).tarball}`,
      "plivo-masking-emulator": `file:${(await pack("emulator", tarballs)).tarball}`,
      "@pulumi/pulumi": installedVersion("@pulumi/pulumi"),
      typescript: installedVersion("typescript"),
      "@types/node": installedVersion("@types/node"),
    });
    folder = await createProject(loader, typed.page.program, {});
    await symlink(path.join(typed.folder, "node_modules"), path.join(folder, "node_modules"), "dir");
    await writeFile(path.join(folder, "driver.mjs"), driver);
    await writeFile(path.join(folder, "program.cjs"), await compiledQuickstart());
  });
  afterAll(async () => {
    await typed.close();
    await rm(folder, { recursive: true, force: true });
    await rm(tarballs, { recursive: true, force: true });
    await emulator.close();
  });

  it.each([
    [
      "commonjs",
      'const { MaskingSession } = require("pulumi-plivo-masking"); const { MaskingClient } = require("pulumi-plivo-masking/client");',
    ],
    [
      "module",
      'import { MaskingSession } from "pulumi-plivo-masking"; import { MaskingClient } from "pulumi-plivo-masking/client";',
    ],
  ])("give a script of the kind %s the resource and a client", async (type, imports) => {
    const script = `${imports} MaskingClient.fromEnvironment().list().then(({ windows }) => console.log(windows.length, MaskingSession.name));`;
    const environment = { ...process.env, ...emulator.environment };
    const options = { cwd: folder, env: environment };
    const { stdout } = await run(process.execPath, [`--input-type=${type}`, "-e", script], options);
    expect(stdout).toBe("1 MaskingSession\n");
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
    const methods = emulator.requests.all().map(({ method }) => method);
    expect(methods.join(" ")).toBe("POST POST POST GET GET GET DELETE DELETE DELETE");
    expect(emulator.sessions.live()).toEqual([]);
  });

  describe("let a user follow the README in an empty folder,", () => {
    let variables: string[];
    let printed: string;
    beforeAll(async () => {
      variables = await typed.startEmulator();
      printed = await typed.typeOthers(variables);
    });

    it("with a program of at most 15 lines", () => {
      expect(typed.page.program.trimEnd().split("\n").length).toBeLessThanOrEqual(15);
    });

    it("which shows the three variables that the emulator's command prints", () => {
      const withoutPort = (line: string) => line.replace(/:\d+$/, "");
      const shown = typed.page.terminals[0]?.match(/^export .*$/gm);
      expect(shown?.map(withoutPort)).toEqual(variables.map(withoutPort));
    });

    it("and creates a session, and prints its number", () => {
      expect(printed).toMatch(/Resources:\s+\+ 2 created/);
      expect(printed).toMatch(/^\+1\d{10}$/m);
    });

    it("and see the preview of a replacement that the README shows", () => {
      expect(printed).not.toContain("2025550");
      // The test's own language host of Node programs adds a warning.
      const withoutWarning = printed.replaceAll(/; 1 warning|1 warning; /g, "");
      expect(missingLines(typed.page.preview, withoutWarning)).toEqual([]);
    });
  });
});
