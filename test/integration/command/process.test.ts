import { readFileSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { startEmulator, type Emulator } from "plivo-masking-emulator";
import { repositoryRoot } from "../../../tools/repository.ts";
import { binary, CommandProcess } from "../../support/command-process.ts";
import { createElsewhere } from "../../support/elsewhere.ts";
import { parties } from "../../support/field-changes.ts";

// Tests of a real process: signals, streams, exit codes, environment and folder. Other tests run in this
// process.
describe("the process of npx pulumi-plivo-masking", () => {
  let emulator: Emulator;
  beforeEach(async () => {
    emulator = await startEmulator();
  });
  afterEach(() => emulator.close());

  const start = (parameters: readonly string[], options: { folder?: string; input?: string } = {}) =>
    new CommandProcess(parameters, { environment: emulator.environment, ...options });
  const create = (index: number, more = {}) => createElsewhere(emulator, { ...parties(index), ...more });

  it("is the bin of package.json, with a short name for an installed package", () => {
    const manifest = path.join(repositoryRoot(), "package.json");
    const { bin } = JSON.parse(readFileSync(manifest, "utf8")) as { bin: Record<string, string> };
    const file = path.relative(repositoryRoot(), binary);
    expect(bin).toEqual({ "pulumi-plivo-masking": file, "plivo-masking": file });
    expect(readFileSync(binary, "utf8").split("\n")[0]).toBe("#!/usr/bin/env node");
  });

  it("reads a state from the standard input, and exits with 3 for an orphan", async () => {
    const id = await create(42);
    const input = JSON.stringify({ version: 3, deployment: { resources: [] } });
    const { exitCode, stdout } = await start(["orphans", "--state", "-", "--json"], { input }).ended;
    expect(exitCode).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({ orphans: [{ sessionUuid: id }], live: 1, known: 0 });
  });

  it("uses the machine's time, shifted by PLIVO_CLOCK_OFFSET", async () => {
    const id = await create(43, { sessionExpiry: 3600 });
    expect((await start(["import", id, "--json"]).ended).exitCode).toBe(0);
    const environment = { ...emulator.environment, PLIVO_CLOCK_OFFSET: "3700" };
    const { exitCode, stderr } = await new CommandProcess(["import", id], { environment }).ended;
    expect(exitCode).toBe(1);
    expect(stderr).toContain(`Masking session ${id} has expired`);
  });

  it("writes files into its working directory", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "masking-process-"));
    try {
      const id = await create(44);
      expect((await start(["import", id, "--out", "program.ts"], { folder }).ended).exitCode).toBe(0);
      expect(await readFile(path.join(folder, "program.ts"), "utf8")).toContain(id);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it("completes its work silently if the reader of its output closes", async () => {
    const running = start(["expire", await create(45), "--yes"]);
    running.child.stdout?.destroy();
    expect(await running.ended).toMatchObject({ exitCode: 0, stderr: "" });
    expect(emulator.sessions.live()).toEqual([]);
  });

  it("exits with 130 after Ctrl-C, and prints no result", async () => {
    const fault = emulator.faults.arm({ kind: "delay", operation: "list", when: "before", seconds: 1 });
    const running = start(["list"]);
    await emulator.faults.whenFired(fault.id);
    running.interrupt();
    expect(await running.ended).toEqual({ exitCode: 130, stdout: "", stderr: "Interrupted.\n" });
  });

  it("has printed completed sessions when a second Ctrl-C kills it, also with --json", async () => {
    const ids: string[] = [];
    // One more than the command expires at once.
    for (let index = 0; index < 65; index += 1) ids.push(await create(index));
    const held = { kind: "delay", operation: "expire", when: "before" } as const;
    const first = emulator.faults.arm({ ...held, seconds: 1 });
    const others = emulator.faults.arm({ ...held, seconds: 1000, nth: 2, times: null });
    const running = start(["expire", ...ids, "--yes", "--json"]);
    await emulator.faults.whenFired(first.id);
    emulator.clock.advance(1);
    // The last one starts once the first one has finished.
    await emulator.faults.whenFired(others.id, 64);
    running.interrupt();
    await running.waitForText(" Press Ctrl-C again to give up.\n");
    running.interrupt();
    const { exitCode, stdout, stderr } = await running.ended;
    expect([exitCode, stdout]).toEqual([null, ""]);
    const [done = "", waiting = "", ...rest] = stderr.split("\n");
    expect(rest).toEqual([""]);
    expect(done).toMatch(/^[-\w]{36} {2}expired$/);
    const named = ids.filter((id) => waiting.includes(id));
    expect(waiting).toBe(
      `Waiting for 64 sessions that are being expired: ${named.join(", ")}. Press Ctrl-C again to give up.`,
    );
    expect([...named, done.slice(0, 36)].sort()).toEqual([...ids].sort());
  });
});
