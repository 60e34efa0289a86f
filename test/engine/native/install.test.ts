import { execFileSync } from "node:child_process";
import { rm } from "node:fs/promises";
import path from "node:path";
import { startEmulator, type Emulator } from "plivo-masking-emulator";
import { cliPath } from "../../../tools/engine/cli";
import { openStack, type EngineStack } from "../../../tools/engine/index";
import { effects, expectSuccess } from "../../support/engine";
import { declaringNative } from "../../support/native";
import { buildPlugin } from "../../support/plugin-executable";

const sessions = { ride: { firstParty: "+12025550171", secondParty: "+12025550172" } };

describe("the plugin that `pulumi plugin install` has installed from a file", () => {
  let emulator: Emulator;
  let stack: EngineStack;
  beforeAll(async () => {
    emulator = await startEmulator();
    // npm puts the plugin's link into a folder that is on PATH.
    const places = (process.env["PATH"] ?? "").split(path.delimiter);
    const tools = [await cliPath(), process.execPath].map((file) => path.dirname(file));
    const PATH = [...tools, ...places.filter((place) => !place.endsWith(".bin"))];
    const environment = { ...emulator.environment, PATH: PATH.join(path.delimiter) };
    stack = await openStack({ program: declaringNative(sessions), environment });
  });
  afterAll(async () => {
    await stack.remove();
    await emulator.close();
  });

  it("serves a program, and a destroy without one", async () => {
    const archive = path.join(stack.folder, "plugin.tar.gz");
    execFileSync("tar", ["-czf", archive, "-C", buildPlugin(), "pulumi-resource-plivo"]);
    const install = ["plugin", "install", "resource", "plivo", "0.1.0", "--file", archive];
    expect(await stack.command(install)).toMatchObject({ succeeded: true });
    await rm(archive);
    expect(effects(expectSuccess(await stack.up()))).toEqual({ ride: "create" });
    const destroyed = expectSuccess(await stack.destroy());
    expect(emulator.sessions.live()).toEqual([]);
    // With a plugin that is only on PATH the engine says so in each operation.
    expect(destroyed.text).not.toContain("from $PATH");
  });
});
