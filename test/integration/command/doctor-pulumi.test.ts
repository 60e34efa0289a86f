import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, symlink, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { projectAddress } from "../../../provider/common/project-address.ts";
import { examineBackend } from "../../../provider/command/examine-backend.ts";
import { runCommand } from "../../support/command-in-process.ts";
import { temporaryFolder, writeScript } from "../../support/temporary-folder.ts";
import { findingOf, putPulumi } from "./support.ts";

const parent = temporaryFolder();

describe("what the doctor finds of Pulumi", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(parent, "pulumi-"));
    writeScript(path.join(folder, "pulumi"), "echo v3.259.0");
  });

  const run = (more: Readonly<Record<string, string>> = {}) => {
    const environment = { PATH: folder, PULUMI_HOME: folder, ...more };
    return runCommand(["doctor", "--json"], { environment, folder });
  };

  it("is a language host that is missing, and one beside the CLI that PATH has a link to", async () => {
    const missing = await run();
    expect(findingOf(missing, "language host")).toMatchObject({
      verdict: "problem",
      text: expect.stringContaining(
        "`pulumi-language-nodejs` is neither beside the CLI nor in PATH",
      ) as string,
    });
    const [real, links] = [path.join(folder, "real"), path.join(folder, "links")];
    putPulumi(real);
    await mkdir(links);
    await symlink(path.join(real, "pulumi"), path.join(links, "pulumi"));
    expect(findingOf(await run({ PATH: links }), "language host")).toMatchObject({ verdict: "ok" });
  });

  it.each(["environment", "login", "project"])(
    "is an empty .attrs file of a file backend by the %s, with the line that removes it",
    async (source) => {
      const backend = path.join(folder, "it's a backend");
      const stacks = path.join(backend, ".pulumi", "stacks", "rides");
      await mkdir(stacks, { recursive: true });
      await writeFile(path.join(stacks, "dev.json"), "{}");
      await writeFile(path.join(stacks, "dev.json.attrs"), '{"user.content_type":"application/json"}');
      const url = source === "environment" ? `file://${encodeURI(backend)}` : "file://./it%27s";
      const linked = path.join(folder, "it%27s");
      await symlink(backend, linked);
      if (source === "login")
        await writeFile(path.join(folder, "credentials.json"), JSON.stringify({ current: url }));
      if (source === "project")
        await writeFile(path.join(folder, "Pulumi.yaml"), `name: rides\nbackend:\n  url: ${url}\n`);
      const more = source === "environment" ? { PULUMI_BACKEND_URL: url } : {};
      expect(findingOf(await run(more), "state backend")).toMatchObject({ verdict: "ok" });
      await writeFile(path.join(stacks, "dev.json.attrs"), "");
      const found = findingOf(await run(more), "state backend");
      expect(found).toMatchObject({ verdict: "problem" });
      const [, line = ""] = / Remove it: (.*)$/.exec(found?.text ?? "") ?? [];
      await promisify(execFile)("sh", ["-c", line]);
      expect(findingOf(await run(more), "state backend")).toMatchObject({ verdict: "ok" });
      expect(await readdir(stacks)).toEqual(["dev.json"]);
    },
  );

  it.each([
    ["below the home folder", "file://~/backend"],
    ["below this one", "file://./backend"],
  ])(
    "is a state backend %s that holds nothing yet, and an empty .attrs file that is left there",
    async (_, url) => {
      const home = jest.spyOn(os, "homedir").mockReturnValue(folder);
      try {
        const io = { environment: { PULUMI_BACKEND_URL: url }, folder };
        const text = `${url}, without an empty .attrs file`;
        expect(examineBackend(io)).toEqual([{ subject: "state backend", verdict: "ok", text }]);
        const file = path.join(folder, "backend", ".pulumi", "meta.yaml.attrs");
        await mkdir(path.dirname(file), { recursive: true });
        await writeFile(file, "");
        expect(examineBackend(io)).toMatchObject([
          { verdict: "problem", text: expect.stringContaining(`rm '${file}'`) as string },
        ]);
      } finally {
        home.mockRestore();
      }
    },
  );

  it("is no state backend where another kind is used", async () => {
    expect(
      findingOf(await run({ PULUMI_BACKEND_URL: "https://example.com" }), "state backend"),
    ).toBeUndefined();
  });
});

describe("what the doctor finds of the native plugin", () => {
  let folder: string;
  let home: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(parent, "plugin-"));
    home = path.join(folder, "home");
    await mkdir(home);
  });

  const native = 'import { MaskingSession } from "pulumi-plivo-masking/native";\n';
  const yaml = "name: rides\nruntime: yaml\n";
  const project = (text: string) => writeFile(path.join(folder, "Pulumi.yaml"), text);
  const program = (text: string) => writeFile(path.join(folder, "index.ts"), text);
  const run = async (more: Readonly<Record<string, string>> = {}) => {
    const environment = { PATH: folder, PULUMI_HOME: home, ...more };
    return findingOf(await runCommand(["doctor", "--json"], { environment, folder }), "plugin");
  };

  /** If run, the executable would write a file. */
  function putPlugin(...names: string[]): void {
    const file = path.join(folder, ...names, "pulumi-resource-plivo");
    writeScript(file, `touch '${path.join(folder, "was-run")}'`);
  }

  /** As npm installs the package. */
  async function installPlugin(version: string): Promise<void> {
    const place = path.join("node_modules", "pulumi-resource-plivo");
    putPlugin(place, "bin");
    const manifest = JSON.stringify({ name: "pulumi-resource-plivo", version });
    await writeFile(path.join(folder, place, "package.json"), manifest);
    const binaries = path.join(folder, "node_modules", ".bin");
    await mkdir(binaries);
    const target = path.join("..", "pulumi-resource-plivo", "bin", "pulumi-resource-plivo");
    await symlink(target, path.join(binaries, "pulumi-resource-plivo"));
  }

  it("is nothing if no program is there, or one of the dynamic form", async () => {
    await program(native);
    expect(await run()).toBeUndefined();
    await project("name: rides\nruntime: nodejs\n");
    await program('import { MaskingSession } from "pulumi-plivo-masking";\n');
    // Imports of the program's packages do not count.
    const other = path.join(folder, "node_modules", "other");
    await mkdir(other, { recursive: true });
    await writeFile(path.join(other, "index.js"), native);
    expect(await run()).toBeUndefined();
  });

  const needed = "this program needs the native plugin, and there is no pulumi-resource-plivo: ";
  const releases = projectAddress.replace("https://github.com/", "github://api.github.com/");
  const download = `run \`pulumi plugin install resource plivo 0.1.0 --server ${releases}\`.`;

  it("is that it is missing and how npm installs it, if the program imports the native classes", async () => {
    await project("name: rides\nruntime:\n  options:\n    typescript: true\n  name: nodejs\n");
    await program(native);
    expect(await run()).toEqual({
      subject: "plugin",
      verdict: "problem",
      text:
        `${needed}run \`npm install pulumi-resource-plivo@0.1.0\`, and ` +
        "add to Pulumi.yaml: `plugins: { providers: [{ name: plivo, path: node_modules/.bin }] }`.",
    });
  });

  it("is that it is missing and how Pulumi installs it, if the program is in YAML", async () => {
    await project(yaml);
    expect(await run()).toEqual({ subject: "plugin", verdict: "problem", text: `${needed}${download}` });
  });

  it.each([
    ["is in Python", "name: rides\nruntime: { name: python, options: { toolchain: uv } }\n"],
    ["is in Go", "name: rides\nruntime: go\n"],
    [
      "is in YAML and says where from",
      `${yaml}resources:\n  ride:\n    options:\n      pluginDownloadURL: https://plugins.example.com\n`,
    ],
  ])("is a note that Pulumi will download it, if the program %s", async (_, text) => {
    await project(text);
    expect(await run()).toEqual({
      subject: "plugin",
      verdict: "note",
      text: `there is no pulumi-resource-plivo yet: Pulumi downloads it in the next operation. To have it before that, ${download}`,
    });
  });

  it.each([
    [
      "in lines",
      "plugins:\n  providers:\n    - name: other\n      path: ./x\n    - path: node_modules/.bin # npm\n      name: plivo\n",
    ],
    [
      "on one line",
      "plugins: { providers: [{ name: other, path: x }, { name: plivo, path: node_modules/.bin }] }\n",
    ],
  ])("is the one that Pulumi.yaml names %s, with its version, and is not run", async (_, lines) => {
    await project(`${yaml}${lines}`);
    const missing = await run();
    expect(missing).toMatchObject({ verdict: "problem" });
    expect(missing?.text).toMatch(
      /^the plugin folder in Pulumi\.yaml, .*\.bin, has no executable pulumi-resource-plivo: run/,
    );
    await installPlugin("0.1.0");
    expect(await run()).toMatchObject({
      verdict: "ok",
      text: `0.1.0, pulumi-resource-plivo in ${path.join(folder, "node_modules", ".bin")}`,
    });
    expect(await readdir(folder)).not.toContain("was-run");
  });

  it("is a version that is not the package's: a problem for its classes, and a note for other languages", async () => {
    await project(`${yaml}plugins: { providers: [{ name: plivo, path: node_modules/.bin }] }\n`);
    await installPlugin("0.0.9");
    const finding = await run();
    expect(finding).toMatchObject({ verdict: "note" });
    expect(finding?.text).toMatch(
      /^0\.0\.9, .* differs from this package's version: install pulumi-resource-plivo 0\.1\.0\.$/,
    );
    await project(
      "name: rides\nruntime: nodejs\nplugins: { providers: [{ name: plivo, path: node_modules/.bin }] }\n",
    );
    await program(native);
    expect(await run()).toMatchObject({ verdict: "problem" });
  });

  it("is one in PATH, but not one that only npx has put there", async () => {
    await project(yaml);
    await installPlugin("0.1.0");
    const PATH = path.join(folder, "node_modules", ".bin");
    expect(await run({ PATH })).toMatchObject({ verdict: "problem" });
    putPlugin("tools");
    expect(await run({ PATH: path.join(folder, "tools") })).toMatchObject({
      verdict: "note",
      text: expect.stringContaining("of unknown version") as string,
    });
  });

  it("is the installed one of the package's version among several", async () => {
    await project(yaml);
    putPlugin("home", "plugins", "resource-plivo-v0.0.9");
    expect(await run()).toMatchObject({
      verdict: "note",
      text: expect.stringMatching(/^0\.0\.9, /) as string,
    });
    putPlugin("home", "plugins", "resource-plivo-v0.1.0");
    putPlugin("home", "plugins", "resource-plivo-v0.2.0");
    expect(await run()).toMatchObject({ verdict: "ok", text: expect.stringMatching(/^0\.1\.0, /) as string });
  });
});

describe("what the doctor finds of a program in another language", () => {
  it("is its language host, and nothing of Node's SDK", async () => {
    const folder = await mkdtemp(path.join(parent, "yaml-"));
    putPulumi(folder);
    writeScript(path.join(folder, "pulumi-language-yaml"), "");
    await writeFile(path.join(folder, "Pulumi.yaml"), "name: rides\nruntime: yaml\n");
    const ended = await runCommand(["doctor", "--json"], { environment: { PATH: folder }, folder });
    expect(findingOf(ended, "language host")).toMatchObject({ verdict: "ok", text: "pulumi-language-yaml" });
    expect(findingOf(ended, "Pulumi SDK")).toBeUndefined();
  });
});
