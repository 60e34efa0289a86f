import { execFile } from "node:child_process";
import { chmod, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises";
import os, { tmpdir } from "node:os";
import path from "node:path";
import { PassThrough } from "node:stream";
import { promisify } from "node:util";
import { projectAddress } from "../../../provider/common/project-address.ts";
import { Context } from "../../../provider/command/context.ts";
import { clockFinding, examineAccount } from "../../../provider/command/examine-account.ts";
import { examineBackend } from "../../../provider/command/examine-backend.ts";
import { nodeFinding } from "../../../provider/command/examine-machine.ts";
import { tryExamine, isAtLeast } from "../../../provider/command/findings.ts";
import { Interrupted } from "../../../provider/command/io.ts";
import { runCommand, type Ended } from "../../support/command-in-process.ts";
import { clockOf, openEmulator, VirtualClock } from "../../support/virtual-clock.ts";
import { jsonOf, openCommand, type CommandBench } from "./support.ts";

interface Finding {
  subject: string;
  verdict: string;
  text: string;
}

const findings = (ended: Ended) => (jsonOf(ended) as { findings: Finding[] }).findings;
const of = (subject: string, ended: Ended) => findings(ended).find((finding) => finding.subject === subject);

describe("npx pulumi-plivo-masking doctor", () => {
  let bench: CommandBench;
  let folder: string;
  let PATH: string;
  beforeAll(async () => {
    bench = await openCommand();
    folder = await mkdtemp(path.join(tmpdir(), "masking-doctor-"));
    await putPulumi("v3.259.0");
    PATH = `${folder}${path.delimiter}${process.env["PATH"] ?? ""}`;
  });
  afterAll(async () => {
    await bench.close();
    await rm(folder, { recursive: true });
  });

  /** A CLI that only prints its version. */
  async function putPulumi(version: string): Promise<void> {
    for (const name of ["pulumi", "pulumi-language-nodejs"]) {
      const file = path.join(folder, name);
      await writeFile(file, `#!/bin/sh\necho ${version}\n`);
      await chmod(file, 0o755);
    }
  }

  it("names a PLIVO_CLOCK_OFFSET that is none, and asks nobody", async () => {
    bench.emulator.requests.clear();
    const environment = { ...bench.emulator.environment, PATH, PLIVO_CLOCK_OFFSET: "1h" };
    const ended = await bench.run(["doctor", "--json"], { environment });
    expect(of("clock", ended)).toMatchObject({
      verdict: "problem",
      text: expect.stringContaining("PLIVO_CLOCK_OFFSET must be a number of seconds") as string,
    });
    expect(of("endpoint", ended)).toBeUndefined();
    expect(bench.emulator.requests.count()).toBe(0);
    const shown = await bench.run(["show", "4189591e-d004-4801-abdf-8893c15e5dcd"], { environment });
    expect(shown.exitCode).toBe(1);
    expect(bench.emulator.requests.count()).toBe(0);
  });

  it("ends with 0 where all is well", async () => {
    const environment = { ...bench.emulator.environment, PATH };
    const { exitCode, stdout, stderr } = await bench.run(["doctor"], { environment });
    expect(
      stdout
        .replace(/in \d+ ms/, "in 7 ms")
        .split("\n")
        .slice(0, 3),
    ).toEqual([
      "SUBJECT        VERDICT  FOUND",
      "package        ok       pulumi-plivo-masking 0.1.0",
      `Node           ok       ${process.version}`,
    ]);
    expect(stdout).toMatch(/^Pulumi CLI {5}ok {7}v3\.259\.0$/m);
    expect(stdout).toMatch(/^Pulumi SDK {5}ok {7}3\.\d+\.\d+$/m);
    expect(stdout).toMatch(/^clock {10}ok {7}within 5 s of the endpoint's$/m);
    expect(stdout).toMatch(/^account {8}ok {7}Plivo accepts the credentials, and lists sessions$/m);
    expect([exitCode, stderr]).toEqual([0, ""]);
  });

  it("finds a CLI that is too old, and one that is not there", async () => {
    await putPulumi("v3.200.0");
    const environment = { ...bench.emulator.environment, PATH };
    const old = await bench.run(["doctor", "--json"], { environment });
    expect([old.exitCode, of("Pulumi CLI", old)]).toEqual([
      3,
      { subject: "Pulumi CLI", verdict: "problem", text: "v3.200.0 is too old: install 3.216.0 or newer." },
    ]);
    await putPulumi("v3.259.0");
    const none = await bench.run(["doctor", "--json"], { environment: { ...environment, PATH: tmpdir() } });
    expect(of("Pulumi CLI", none)).toMatchObject({ verdict: "problem" });
  });

  it("notes that the SDK is not there where no program is", async () => {
    const environment = { ...bench.emulator.environment, PATH };
    const elsewhere = await bench.run(["doctor", "--json"], { environment, folder });
    expect([elsewhere.exitCode, of("Pulumi SDK", elsewhere)?.verdict]).toEqual([0, "note"]);
  });

  it("finds missing credentials, and asks nobody", async () => {
    const { exitCode, stdout } = await bench.run(["doctor"], { environment: { PATH } });
    expect(exitCode).toBe(3);
    expect(stdout).toMatch(/^credentials {4}problem {2}Plivo credentials are missing\./m);
    expect(stdout).not.toMatch(/^(endpoint|account)/m);
  });

  const mainId = "MAXXXXXXXXXXXXXXXXXX";
  const wrongId = /^an auth ID has 20 characters and starts with MA, or with SA for a subaccount/;
  const wrongToken = /^an auth token has about 40 characters without blanks/;
  it.each<[string, string, number | "blank", RegExp]>([
    ["ok", mainId, 40, /^auth ID MAXXXXXXXXXXXXXXXXXX, and a token of the expected form$/],
    ["ok", "SAXXXXXXXXXXXXXXXXX9", 38, /^auth ID SAXXXXXXXXXXXXXXXXX9, and a token of the expected form$/],
    ["problem", "PAXXXXXXXXXXXXXXXXXX", 40, wrongId],
    ["problem", "SAXXXXXXXXXXXXXXXXX", 40, wrongId],
    ["problem", "SAXXXXXXXXXXXXXXXXXXX", 40, wrongId],
    ["problem", "xMAXXXXXXXXXXXXXXXXXX", 40, wrongId],
    ["problem", "saxxxxxxxxxxxxxxxxxx", 40, wrongId],
    ["problem", mainId, 37, wrongToken],
    ["problem", mainId, "blank", wrongToken],
  ])("finds by their form that credentials of Plivo's are %s (%s, token: %s)", async (...row) => {
    const [verdict, authId, tokenLength, text] = row;
    const authToken =
      tokenLength === "blank"
        ? `${"tokenofnobody ".repeat(3)}end`
        : "tokenofnobody".repeat(4).slice(0, tokenLength);
    const environment = {
      PATH,
      PLIVO_AUTH_ID: authId,
      PLIVO_AUTH_TOKEN: authToken,
      // No server listens there, so no request leaves this machine.
      HTTPS_PROXY: "http://127.0.0.1:1",
    };
    const ended = await runCommand(["doctor", "--json"], { environment, folder });
    expect(of("credentials", ended)).toMatchObject({ verdict, text: expect.stringMatching(text) as string });
    expect(of("endpoint", ended)?.verdict).toBe("problem");
    expect(JSON.stringify(ended)).not.toContain("tokenofnobody");
  });

  it("finds a proxy that is no URL, and keeps what it found of the credentials", async () => {
    const environment = {
      PATH,
      PLIVO_AUTH_ID: mainId,
      PLIVO_AUTH_TOKEN: "tokenofnobody".repeat(3),
      HTTPS_PROXY: "http://%",
    };
    const ended = await runCommand(["doctor", "--json"], { environment, folder });
    expect([ended.exitCode, of("credentials", ended)?.verdict]).toEqual([3, "ok"]);
    expect(of("endpoint", ended)).toMatchObject({
      verdict: "problem",
      text: expect.stringMatching(/^HTTPS_PROXY must be the URL of an HTTP proxy/) as string,
    });
  });

  it("finds credentials that Plivo does not accept", async () => {
    const environment = { ...bench.emulator.environment, PATH, PLIVO_AUTH_TOKEN: "of-somebody-else" };
    const { exitCode, stdout } = await bench.run(["doctor"], { environment });
    expect(exitCode).toBe(3);
    expect(stdout).toMatch(/^account {8}problem {2}Plivo did not accept the credentials/m);
  });

  it("finds an endpoint that is wrong or does not answer", async () => {
    const { environment: given } = bench.emulator;
    const insecure = { ...given, PATH, PLIVO_ENDPOINT: "http://plivo.example.com" };
    const wrong = await bench.run(["doctor", "--json"], { environment: insecure });
    expect([wrong.exitCode, of("endpoint", wrong)?.text]).toEqual([
      3,
      expect.stringContaining("must start with https://"),
    ]);
    const closed = await openCommand();
    const { environment } = closed.emulator;
    await closed.close();
    const silent = await runCommand(["doctor", "--json"], { environment: { ...environment, PATH } });
    expect(of("endpoint", silent)?.text).toMatch(
      / cannot be reached \(ECONNREFUSED\): check network and proxy\.$/,
    );
    expect(of("account", silent)).toBeUndefined();
  });

  it("finds a clock that differs from the endpoint's", async () => {
    const later = await openCommand();
    later.emulator.clock.advance(3600);
    const environment = { ...later.emulator.environment, PATH };
    const clock = VirtualClock.standing();
    const behind = await later.run(["doctor", "--json"], { environment, clock });
    await later.close();
    expect([behind.exitCode, of("clock", behind)?.text]).toEqual([
      3,
      "1 h behind the endpoint's, so sessions expire too late: set the machine's clock, or set PLIVO_CLOCK_OFFSET=3600.",
    ]);
  });
});

describe("what the doctor finds of Pulumi", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "masking-doctor-"));
    await writeFile(path.join(folder, "pulumi"), "#!/bin/sh\necho v3.259.0\n");
    await chmod(path.join(folder, "pulumi"), 0o755);
  });
  afterEach(() => rm(folder, { recursive: true }));

  const run = (more: Readonly<Record<string, string>> = {}) => {
    const environment = { PATH: folder, PULUMI_HOME: folder, ...more };
    return runCommand(["doctor", "--json"], { environment, folder });
  };

  it("is a language host that is missing, and one beside the CLI that PATH has a link to", async () => {
    const missing = await run();
    expect(of("language host", missing)).toMatchObject({
      verdict: "problem",
      text: expect.stringContaining(
        "`pulumi-language-nodejs` is neither beside the CLI nor in PATH",
      ) as string,
    });
    const [real, links] = [path.join(folder, "real"), path.join(folder, "links")];
    await mkdir(real);
    await mkdir(links);
    for (const name of ["pulumi", "pulumi-language-nodejs"]) {
      await writeFile(path.join(real, name), "#!/bin/sh\necho v3.259.0\n");
      await chmod(path.join(real, name), 0o755);
    }
    await symlink(path.join(real, "pulumi"), path.join(links, "pulumi"));
    expect(of("language host", await run({ PATH: links }))).toMatchObject({ verdict: "ok" });
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
      expect(of("state backend", await run(more))).toMatchObject({ verdict: "ok" });
      await writeFile(path.join(stacks, "dev.json.attrs"), "");
      const found = of("state backend", await run(more));
      expect(found).toMatchObject({ verdict: "problem" });
      const [, line = ""] = / Remove it: (.*)$/.exec(found?.text ?? "") ?? [];
      await promisify(execFile)("sh", ["-c", line]);
      expect(of("state backend", await run(more))).toMatchObject({ verdict: "ok" });
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
    expect(of("state backend", await run({ PULUMI_BACKEND_URL: "https://example.com" }))).toBeUndefined();
  });
});

describe("what the doctor finds of the native plugin", () => {
  let folder: string;
  let home: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "masking-doctor-"));
    home = path.join(folder, "home");
    await mkdir(home);
  });
  afterEach(() => rm(folder, { recursive: true }));

  const native = 'import { MaskingSession } from "pulumi-plivo-masking/native";\n';
  const yaml = "name: rides\nruntime: yaml\n";
  const project = (text: string) => writeFile(path.join(folder, "Pulumi.yaml"), text);
  const program = (text: string) => writeFile(path.join(folder, "index.ts"), text);
  const run = async (more: Readonly<Record<string, string>> = {}) => {
    const environment = { PATH: folder, PULUMI_HOME: home, ...more };
    return of("plugin", await runCommand(["doctor", "--json"], { environment, folder }));
  };

  /** If run, the executable would write a file. */
  async function putPlugin(...names: string[]): Promise<void> {
    const place = path.join(folder, ...names);
    await mkdir(place, { recursive: true });
    const file = path.join(place, "pulumi-resource-plivo");
    await writeFile(file, `#!/bin/sh\ntouch '${path.join(folder, "was-run")}'\n`);
    await chmod(file, 0o755);
  }

  /** As npm installs the package. */
  async function installPlugin(version: string): Promise<void> {
    const place = path.join("node_modules", "pulumi-resource-plivo");
    await putPlugin(place, "bin");
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
    await putPlugin("tools");
    expect(await run({ PATH: path.join(folder, "tools") })).toMatchObject({
      verdict: "note",
      text: expect.stringContaining("of unknown version") as string,
    });
  });

  it("is the installed one of the package's version among several", async () => {
    await project(yaml);
    await putPlugin("home", "plugins", "resource-plivo-v0.0.9");
    expect(await run()).toMatchObject({
      verdict: "note",
      text: expect.stringMatching(/^0\.0\.9, /) as string,
    });
    await putPlugin("home", "plugins", "resource-plivo-v0.1.0");
    await putPlugin("home", "plugins", "resource-plivo-v0.2.0");
    expect(await run()).toMatchObject({ verdict: "ok", text: expect.stringMatching(/^0\.1\.0, /) as string });
  });
});

describe("what the doctor finds of a program in another language", () => {
  it("is its language host, and nothing of Node's SDK", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "masking-doctor-"));
    try {
      for (const name of ["pulumi", "pulumi-language-yaml"]) {
        await writeFile(path.join(folder, name), "#!/bin/sh\necho v3.259.0\n");
        await chmod(path.join(folder, name), 0o755);
      }
      await writeFile(path.join(folder, "Pulumi.yaml"), "name: rides\nruntime: yaml\n");
      const ended = await runCommand(["doctor", "--json"], { environment: { PATH: folder }, folder });
      expect(of("language host", ended)).toMatchObject({ verdict: "ok", text: "pulumi-language-yaml" });
      expect(of("Pulumi SDK", ended)).toBeUndefined();
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe("what the doctor judges", () => {
  it("keeps all other findings if one examination fails", async () => {
    const reject = () => Promise.reject(new Error("it broke"));
    expect(await tryExamine("Pulumi CLI", reject)).toEqual([
      { subject: "Pulumi CLI", verdict: "problem", text: expect.stringContaining("it broke") as string },
    ]);
    await expect(tryExamine("Pulumi CLI", () => Promise.reject(new Interrupted()))).rejects.toThrow(
      Interrupted,
    );
  });

  it("keeps credentials, endpoint and clock if the request for the account fails by a mistake of ours", async () => {
    const emulator = await openEmulator();
    try {
      const interruption = new AbortController();
      const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
      const { environment } = emulator;
      const io = { stdin, stdout, stderr, environment, clock: clockOf(emulator), folder: tmpdir() };
      const context = new Context({ ...io, interruption });
      context.withClient = () => Promise.reject(new TypeError("it broke"));
      const found = await examineAccount(context, {});
      expect(found.map(({ subject, verdict }) => `${subject} ${verdict}`)).toEqual([
        "credentials ok",
        "endpoint ok",
        "clock ok",
        "account problem",
      ]);
      context.withClient = () => Promise.reject(new Interrupted());
      await expect(examineAccount(context, {})).rejects.toThrow(Interrupted);
    } finally {
      await emulator.close();
    }
  });

  it.each([
    [3600, 3600, "1 h ahead of the endpoint's, so sessions expire too early: unset PLIVO_CLOCK_OFFSET."],
    [
      60,
      0,
      "1 min ahead of the endpoint's, so sessions expire too early: set the machine's clock, or set PLIVO_CLOCK_OFFSET=-60.",
    ],
    [
      -60,
      -30,
      "1 min behind the endpoint's, so sessions expire too late: set the machine's clock and unset PLIVO_CLOCK_OFFSET, or set PLIVO_CLOCK_OFFSET=30.",
    ],
  ])(
    "is in which direction to correct a clock that is %d s ahead with an offset of %d s",
    (ahead, offset, text) => {
      const server = Date.parse("2026-03-01T10:00:00Z");
      expect(clockFinding(server, server + 500 + ahead * 1000, offset).text).toBe(text);
    },
  );

  it("is a Node of 22.19 or newer", () => {
    expect(nodeFinding("v22.19.0").verdict).toBe("ok");
    expect(nodeFinding("v22.18.5")).toEqual({
      subject: "Node",
      verdict: "problem",
      text: "v22.18.5 is too old: install 22.19 or newer.",
    });
  });

  it.each([
    ["3.216.0", "3.216.0", true],
    ["v3.270.1", "3.216.0", true],
    ["4.0.0", "3.216.0", true],
    ["3.215.9", "3.216.0", false],
    ["3.99", "3.216.0", false],
    ["nonsense", "3.216.0", false],
  ])("is whether %s is at least %s: %s", (version, lowest, expected) => {
    expect(isAtLeast(version, lowest)).toBe(expected);
  });

  it.each([
    [0, "ok"],
    [5_000, "ok"],
    [-5_000, "ok"],
    [7_000, "problem"],
    [-7_000, "problem"],
  ])("is a clock that is %d ms ahead: %s", (ahead, verdict) => {
    const server = Date.parse("2026-03-01T10:00:00Z");
    expect(clockFinding(server, server + 500 + ahead).verdict).toBe(verdict);
    expect(clockFinding(undefined, server).verdict).toBe("note");
  });
});
