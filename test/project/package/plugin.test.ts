import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { version } from "../../../provider/plivo/user-agent.ts";
import { pack } from "../../../tools/pack.ts";
import { repositoryRoot } from "../../../tools/repository.ts";
import { oldNode } from "../../support/old-node.ts";
import { buildPlugin } from "../../support/plugin-executable.ts";

const name = "pulumi-resource-plivo";

interface Manifest {
  readonly version: string;
  readonly bin: Readonly<Record<string, string>>;
  readonly engines: object;
  readonly dependencies?: object;
}

const manifestOf = (folder: string) =>
  JSON.parse(readFileSync(path.join(repositoryRoot(), folder, "package.json"), "utf8")) as Manifest;

/** The whole output of a process. */
async function outputOf(child: ChildProcessWithoutNullStreams) {
  const [stdout, stderr]: string[][] = [[], []];
  child.stdout.on("data", (data: Buffer) => stdout?.push(data.toString()));
  child.stderr.on("data", (data: Buffer) => stderr?.push(data.toString()));
  const [exitCode] = (await once(child, "close")) as [number | null];
  return { exitCode, stdout: stdout?.join(""), stderr: stderr?.join("") };
}

/** Kills a process group that may have ended. */
function endGroup({ pid }: ChildProcessWithoutNullStreams): void {
  try {
    if (pid !== undefined) process.kill(-pid, "SIGKILL");
  } catch (error) {
    // It has ended already.
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

describe("the plugin's executable", () => {
  let folder: string;
  let executable: string;
  beforeAll(() => {
    // Outside the checkout, so that it finds none of its packages.
    folder = mkdtempSync(path.join(tmpdir(), "masking-plugin-"));
    executable = path.join(folder, name);
    cpSync(path.join(buildPlugin(), name), executable);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it("has at most 700 KB, compressed", () => {
    expect(gzipSync(readFileSync(executable)).length).toBeLessThanOrEqual(700_000);
  });

  it("is executable for every user, and starts with Node as its interpreter", () => {
    expect(statSync(executable).mode & 0o111).toBe(0o111);
    expect(readFileSync(executable, "utf8")).toMatch(/^#!\/usr\/bin\/env node\n/);
  });

  it("listens at the port that it prints first, and ends when its standard input closes", async () => {
    // The engine gives it a pipe; Node would give it a socket.
    const child = spawn("sh", ["-c", 'cat | "$0" "$1"', process.execPath, executable], { detached: true });
    try {
      const output = outputOf(child);
      const [first] = (await once(child.stdout, "data")) as [Buffer];
      expect(first.toString()).toMatch(/^\d+\n$/);
      const socket = connect(Number(first.toString()), "127.0.0.1");
      await once(socket, "connect");
      socket.destroy();
      child.stdin.end();
      expect(await output).toEqual({ exitCode: 0, stdout: first.toString(), stderr: "" });
    } finally {
      endGroup(child);
    }
  });

  it("names the required Node on an older one, and prints no port", async () => {
    const { executable: node, parameters, version: old } = oldNode();
    const { exitCode, stdout, stderr } = await outputOf(spawn(node, [...parameters, executable]));
    expect([exitCode, stdout]).toEqual([1, ""]);
    expect(stderr).toContain(`needs Node 22.19 or newer, but runs on Node ${old}`);
    expect(stderr).toMatch(/^PLIVO_NODE_TOO_OLD: https:.*#plivo_node_too_old$/m);
    // No line of the bundle, and no stack.
    expect(stderr?.trim().split("\n")).toHaveLength(2);
  });
});

describe("the plugin's package", () => {
  const manifest = manifestOf("plugin");

  it("has the version of the provider and its Node range, one executable, and no dependencies", () => {
    expect(manifest.version).toBe(version);
    expect(manifest.engines).toEqual(manifestOf(".").engines);
    expect(manifest.bin).toEqual({ [name]: `bin/${name}` });
    expect(manifest.dependencies).toBeUndefined();
  });

  it("holds the executable, the schema, the licence and a page, and nothing else", async () => {
    const destination = mkdtempSync(path.join(tmpdir(), "masking-plugin-pack-"));
    const { files } = await pack("plugin", destination);
    rmSync(destination, { recursive: true });
    expect(files).toEqual(["LICENSE", "README.md", `bin/${name}`, "package.json", "schema.json"]);
  });
});
