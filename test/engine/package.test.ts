import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { startEmulator, type Emulator } from "plivo-masking-emulator";
import { cliPath } from "../../tools/engine/cli";
import { repositoryRoot } from "../../tools/repository";

const programs = {
  "program.cjs": `
    const { MaskingSession } = require("pulumi-plivo-masking");
    module.exports = async (session) => ({ number: new MaskingSession("ride", session).virtualNumber });`,
  "program.mjs": `
    import { MaskingSession } from "pulumi-plivo-masking";
    export default async (session) => ({ number: new MaskingSession("ride", session).virtualNumber });`,
  "drive.mjs": `
    import { LocalWorkspace, PulumiCommand } from "@pulumi/pulumi/automation/index.js";
    const [file] = process.argv.slice(2);
    const { default: declare } = await import(file);
    const program = () => declare({ firstParty: "+12025550100", secondParty: "+12025550111" });
    const workspace = { workDir: process.cwd(), projectSettings: { name: "consumer", runtime: "nodejs" } };
    const stack = await LocalWorkspace.createStack({ stackName: "dev", projectName: "consumer", program }, workspace);
    const preview = await stack.preview();
    const up = await stack.up();
    const again = await stack.up();
    await stack.destroy();
    await stack.workspace.removeStack("dev");
    console.log(JSON.stringify({
      previewed: preview.changeSummary, number: up.outputs.number.value, again: again.summary.resourceChanges,
    }));`,
};

describe("the package, packed and installed into an empty project", () => {
  let folder: string;
  let emulator: Emulator;

  beforeAll(async () => {
    emulator = await startEmulator();
    // Not below the checkout, whose node_modules would be found too.
    folder = mkdtempSync(path.join(process.env["TMPDIR"] ?? "/tmp", "masking-consumer-"));
    const run = (command: string, args: string[], cwd: string) =>
      execFileSync(command, args, { cwd, encoding: "utf8" });
    const packed = run("npm", ["pack", "--silent", "--pack-destination", folder], repositoryRoot()).trim();
    for (const [name, text] of Object.entries(programs)) writeFileSync(path.join(folder, name), text);
    writeFileSync(path.join(folder, "package.json"), JSON.stringify({ name: "consumer", private: true }));
    run(
      "npm",
      ["install", "--silent", "--prefer-offline", `./${packed}`, `@pulumi/pulumi@${sdkVersion()}`],
      folder,
    );
    mkdirSync(path.join(folder, "backend"));
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await emulator.close();
  });

  it.each(["program.cjs", "program.mjs"])(
    "previews, creates, keeps and destroys a session from %s",
    async (file) => {
      emulator.requests.clear();
      const { execFile } = await import("node:child_process");
      const { promisify } = await import("node:util");
      const driven = promisify(execFile)(process.execPath, ["drive.mjs", `./${file}`], {
        cwd: folder,
        env: { ...(await environment()), ...emulator.environment },
      });
      const { stdout } = await driven;
      expect(JSON.parse(stdout)).toEqual({
        previewed: { create: 2 },
        number: expect.stringMatching(/^\+1\d{10}$/) as string,
        again: { same: 2 },
      });
      expect(emulator.requests.all().map(({ method }) => method)).toEqual(["POST", "DELETE"]);
      expect(emulator.sessions.live()).toEqual([]);
    },
  );

  async function environment(): Promise<NodeJS.ProcessEnv> {
    const cli = await cliPath();
    const shim = path.join(folder, "node_modules", "@pulumi", "pulumi");
    return {
      ...process.env,
      PATH: [path.dirname(cli), shim, path.dirname(process.execPath), process.env["PATH"]].join(
        path.delimiter,
      ),
      PULUMI_BACKEND_URL: `file://${path.join(folder, "backend")}`,
      PULUMI_HOME: path.join(folder, "home"),
      PULUMI_CONFIG_PASSPHRASE: "a passphrase for throw-away stacks",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    };
  }
});

/** The SDK's version in this checkout, so that the consumer's install finds it in npm's cache. */
function sdkVersion(): string {
  const root = repositoryRoot();
  const text = execFileSync("node", ["-p", 'require("@pulumi/pulumi/package.json").version'], { cwd: root });
  return text.toString("utf8").trim();
}
