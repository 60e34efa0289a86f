import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { compileFunction } from "node:vm";
import { ModuleKind, ScriptTarget, transpileModule } from "typescript";
import { machineClock } from "../../../provider/common/clock.ts";
import { runCommand, type Ended } from "../../support/command-in-process.ts";
import { CommandProcess } from "../../support/command-process.ts";
import { createElsewhere } from "../../support/elsewhere.ts";
import { effects, everythingShown, expectSuccess, programFor, useBench } from "../../support/engine.ts";
import { variablesIn } from "../../support/engine-variables.ts";
import { parties } from "../../support/field-changes.ts";

const own = { delivery: parties(41), pickup: parties(42) };

/** The command on a stack of the real engine. */
describe("npx pulumi-plivo-masking and a stack", () => {
  const bench = useBench(own, { existing: true });
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "masking-command-"));
    // The command asks for the selected stack.
    expect(await bench.stack.command(["stack", "select", "dev"])).toMatchObject({ succeeded: true });
  });
  afterAll(() => rm(folder, { recursive: true }));

  /** What a shell in the program's folder has. */
  async function environment(): Promise<Record<string, string>> {
    return { ...(await variablesIn(bench.stack.folder)), ...bench.emulator.environment };
  }

  async function run(...parameters: string[]): Promise<Ended> {
    const clock = machineClock;
    return runCommand(parameters, { environment: await environment(), folder: bench.stack.folder, clock });
  }

  it("finds no orphan among a stack's own sessions, and one that someone else has created", async () => {
    const options = { environment: await environment(), folder: bench.stack.folder };
    const clean = new CommandProcess(["orphans", "--stack", "."], options);
    expect(await clean.ended).toEqual({
      exitCode: 0,
      stdout: "",
      stderr: "No orphan: the given stacks have all 2 live sessions.\n",
    });
    const orphan = await createElsewhere(bench.emulator, parties(43));
    const found = await run("orphans", "--stack", bench.stack.folder, "--json");
    expect(found.exitCode).toBe(3);
    expect(JSON.parse(found.stdout)).toMatchObject({
      orphans: [{ sessionUuid: orphan, firstParty: "••••••43" }],
      live: 3,
      known: 2,
    });
    bench.emulator.sessions.change(orphan, { status: "expired" });
  });

  it("shows why a stack's state cannot be read", async () => {
    const { exitCode, stderr } = await run("orphans", "--stack", folder);
    expect(exitCode).toBe(1);
    expect(stderr).toContain(
      `error: The stack's state cannot be read from ${folder}: \`pulumi stack export\` failed (error: no Pulumi.yaml`,
    );
  });

  it("writes a program and a script by which the stack adopts sessions without a change", async () => {
    const ids = [
      await createElsewhere(bench.emulator, { ...parties(44), sessionExpiry: 7200, record: true }),
      await createElsewhere(bench.emulator, {
        ...parties(45),
        isPinAuthenticationRequired: true,
        pinPromptPlay: "https://media.example.com/prompt.mp3",
        firstPartyPin: "48217",
        secondPartyPin: "90356",
      }),
    ];
    const [out, script] = [path.join(folder, "index.ts"), path.join(folder, "config.sh")];
    const written = await run("import", ...ids, "--out", out, "--config-script", script);
    expect(written.exitCode).toBe(0);
    await setConfig(script);
    const before = bench.emulator.sessions.all();
    bench.requests();

    const source = await readFile(out, "utf8");
    bench.stack.setProgram(async () => {
      await programFor(own)();
      return outputsOf(source);
    });
    const up = expectSuccess(await bench.stack.up());
    expect(Object.values(effects(up)).sort()).toEqual(["create", "create", "same", "same"]);
    expect(bench.requests()).toEqual(["GET 200", "GET 200"]);
    expect(bench.emulator.sessions.all()).toEqual(before);
    expect(everythingShown(up)).not.toMatch(/2025550[12]4[45]|48217|90356/);
    expect((await run("orphans", "--stack", ".")).exitCode).toBe(0);
  });

  async function setConfig(script: string): Promise<void> {
    const env = { ...process.env, ...(await environment()) };
    await new Promise<void>((resolve, reject) => {
      execFile("sh", [script], { cwd: bench.stack.folder, env }, (error, _stdout, stderr) => {
        if (error === null) resolve();
        else reject(new Error(stderr));
      });
    });
  }
});

/** Runs the program as its user's loader would. */
function outputsOf(source: string): Record<string, unknown> {
  const compilerOptions = { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022, esModuleInterop: true };
  const { outputText } = transpileModule(source, { compilerOptions });
  const module = { exports: {} as Record<string, unknown> };
  const load = compileFunction(outputText, ["module", "exports", "require"]) as (...given: unknown[]) => void;
  load(module, module.exports, require);
  return module.exports;
}
