import { mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { runCommand } from "../../support/command-in-process.ts";
import { writeScript } from "../../support/temporary-folder.ts";
import { authId, authToken, documentSession, json, testServer, uuid } from "../plivo/support.ts";
import { addressSuffix } from "./support.ts";

const live = { ...documentSession, expiry_time: "2099-02-01 06:58:15 +0000 UTC" };

describe("the command in a folder with hostile files", () => {
  const server = testServer();
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "hostile-"));
    server.respond = json(200, { response: { ...live, meta: { total_count: 0 }, objects: [] } });
  });
  afterEach(() => rm(folder, { recursive: true }));

  const run = (parameters: readonly string[], PATH = "") =>
    runCommand(parameters, {
      environment: {
        PATH,
        PLIVO_AUTH_ID: authId,
        PLIVO_AUTH_TOKEN: authToken,
        PLIVO_ENDPOINT: server.endpoint,
      },
      folder,
    });

  const mark = () => path.join(folder, "has-run");
  const hasRun = async () => (await readdir(folder)).includes("has-run");

  /** A `pulumi` that writes a file when it runs. */
  function putPulumi(at: string): void {
    writeScript(path.join(folder, at, "pulumi"), `: > '${mark()}'\necho v3.259.0`);
  }

  async function putSdk(description: object): Promise<void> {
    const sdk = path.join(folder, "node_modules", "@pulumi", "pulumi");
    await mkdir(sdk, { recursive: true });
    await writeFile(path.join(sdk, "package.json"), JSON.stringify(description));
    const code = `require("node:fs").writeFileSync(${JSON.stringify(mark())}, "");`;
    await writeFile(path.join(sdk, "code.cjs"), `${code} module.exports = { version: "3.300.0" };`);
  }

  it("doctor reads the SDK's package.json as text, whatever its exports are", async () => {
    await putSdk({ version: "3.216.0", exports: { "./package.json": "./code.cjs" } });
    const { stdout } = await run(["doctor"]);
    expect(stdout).toMatch(/^Pulumi SDK +ok +3\.216\.0$/m);
    expect(await hasRun()).toBe(false);
  });

  it.each(["not JSON", "[]", '{"version": 3}'])(
    "doctor ignores an SDK with the package.json %j",
    async (text) => {
      await putSdk({});
      await writeFile(path.join(folder, "node_modules", "@pulumi", "pulumi", "package.json"), text);
      expect((await run(["doctor"])).stdout).toMatch(/^Pulumi SDK +note +@pulumi\/pulumi is not installed/m);
    },
  );

  it.each(["", ".", "bin", "./bin"])(
    "runs no `pulumi` of the folder because of the entry %j of PATH",
    async (entry) => {
      putPulumi(".");
      putPulumi("bin");
      const before = process.cwd();
      process.chdir(folder);
      try {
        const { stdout } = await run(["doctor"], [entry, "/nowhere"].join(path.delimiter));
        expect(stdout).toMatch(/^Pulumi CLI +problem +`pulumi` does not run/m);
        const { stderr } = await run(["orphans", "--stack", "."], entry);
        expect(stderr).toContain("`pulumi` is not in PATH");
      } finally {
        process.chdir(before);
      }
      expect(await hasRun()).toBe(false);
    },
  );

  it("runs no `pulumi` of node_modules/.bin, which npx puts first in PATH", async () => {
    const binaries = path.join("node_modules", ".bin");
    putPulumi(binaries);
    putPulumi("installed");
    const { stdout } = await run(["doctor"], path.join(folder, binaries));
    expect(stdout).toMatch(/^Pulumi CLI +problem/m);
    expect(await hasRun()).toBe(false);
    const entries = [path.join(folder, binaries), path.join(folder, "installed")];
    await run(["doctor"], entries.join(path.delimiter));
    expect(await hasRun()).toBe(true);
  });

  const imported = ["import", uuid, "--out", "program.ts", "--config-script", "set.sh"];

  /** Runs work while the command waits for the API. */
  function duringRequest(work: () => Promise<void>): void {
    const respond = server.respond;
    server.respond = (response, received) => {
      void work().then(() => respond(response, received));
    };
  }

  it("import does not overwrite a file that appeared while it waited", async () => {
    const out = path.join(folder, "program.ts");
    duringRequest(() => writeFile(out, "mine"));
    const { exitCode, stderr } = await run(imported);
    expect([exitCode, stderr]).toEqual([
      1,
      `error: ${out} already exists: choose another file, or pass --force. Nothing was written.${addressSuffix("PLIVO_COMMAND_USAGE")}\n`,
    ]);
    expect([await readFile(out, "utf8"), await readdir(folder)]).toEqual(["mine", ["program.ts"]]);
  });

  it("import says what it wrote if the second file appeared in the meantime", async () => {
    const [out, script] = [path.join(folder, "program.ts"), path.join(folder, "set.sh")];
    duringRequest(() => writeFile(script, "mine"));
    const { stderr } = await run(imported);
    expect(stderr).toBe(
      `error: ${script} already exists: choose another file, or pass --force. ${out} was written.${addressSuffix("PLIVO_COMMAND_USAGE")}\n`,
    );
    expect([await readFile(script, "utf8"), (await readdir(folder)).sort()]).toEqual([
      "mine",
      ["program.ts", "set.sh"],
    ]);
  });

  it("import does not write through a dangling link", async () => {
    const target = path.join(folder, "elsewhere");
    await symlink(target, path.join(folder, "program.ts"));
    const { exitCode } = await run(imported);
    expect([exitCode, await readdir(folder)]).toEqual([1, ["program.ts"]]);
  });

  it("import overwrites a file that appeared in the meantime with --force", async () => {
    const out = path.join(folder, "program.ts");
    duringRequest(() => writeFile(out, "mine"));
    expect((await run([...imported, "--force"])).exitCode).toBe(0);
    expect(await readFile(out, "utf8")).toContain(uuid);
    expect((await readdir(folder)).sort()).toEqual(["program.ts", "set.sh"]);
  });
});
