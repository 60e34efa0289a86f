import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { startEmulator, type Emulator } from "plivo-masking-emulator";
import { repositoryRoot } from "../../../tools/repository.ts";
import { runNode, runTool } from "../run-tool.ts";

const root = repositoryRoot();
const sdk = "@pulumi/pulumi";

/** Uses each entry point that users bundle, and prints what works. */
const program = `
  const pulumi = require("${sdk}");
  const { MaskingClient } = require("pulumi-plivo-masking/client");
  const { parseCallback, signCallback } = require("pulumi-plivo-masking/callbacks");
  const { MaskingSession, listMaskingSessions } = require("pulumi-plivo-masking");
  const ok = (name, works) => console.log(name + (works ? " ok" : " odd"));
  const client = MaskingClient.fromEnvironment();
  client.list().then(({ sessions }) => client.close().then(() => ok("client", sessions.length === 0)));
  ok("callbacks", typeof parseCallback === "function" && signCallback({
    url: "https://example.com/plivo/events", method: "POST", authToken: "token", attributes: { EventName: "SessionTimeout" },
  }).body.includes("SessionTimeout"));
  pulumi.runtime.setMocks({
    newResource: ({ inputs }) => ({ id: "an-id", state: { ...inputs, virtualNumber: "+13125550100" } }),
    call: ({ inputs }) => inputs,
  });
  const ride = new MaskingSession("ride", { firstParty: "+12025550100", secondParty: "+12025550111" });
  ride.virtualNumber.apply((number) => listMaskingSessions().then(({ sessions }) =>
    ok("index", number === "+13125550100" && sessions.length === 0)));`;

/**
 * Each bundler writes a program's bundle into its folder and returns the file. Pulumi's SDK stays external:
 * in a bundle, more than loading it fails.
 */
const bundlers = {
  esbuild: async (program: string, folder: string) => {
    const bundle = path.join(folder, "bundle.cjs");
    const options = {
      entryPoints: [program],
      outfile: bundle,
      bundle: true,
      platform: "node",
      external: [sdk],
      logLevel: "warning",
    };
    const script = `require("esbuild").buildSync(${JSON.stringify(options)})`;
    expect(await runNode(["-e", script], root)).toEqual(quiet);
    return bundle;
  },
  webpack: async (program: string, folder: string) => {
    const options = {
      entry: program,
      target: "node",
      mode: "production",
      optimization: { minimize: false },
      context: folder,
      externals: { [sdk]: `commonjs ${sdk}` },
      output: { path: folder, filename: "bundle.cjs" },
    };
    const script = `require("webpack")(${JSON.stringify(options)}, (error, stats) =>
      process.stdout.write(error?.stack ?? stats.toString({ all: false, errors: true, warnings: true })));`;
    expect(await runNode(["-e", script], root)).toEqual(quiet);
    return path.join(folder, "bundle.cjs");
  },
  ncc: async (program: string, folder: string) => {
    const options = ["--out", path.join(folder, "ncc"), "--external", sdk, "--no-cache", "--quiet"];
    expect(await runTool("ncc", ["build", program, ...options], folder)).toEqual(quiet);
    return path.join(folder, "ncc", "index.js");
  },
} as const;

const quiet = { exitCode: 0, stdout: "", output: "" };

describe.each(Object.keys(bundlers) as (keyof typeof bundlers)[])("a bundle by %s", (bundler) => {
  let emulator: Emulator;
  let folder: string;
  let elsewhere: string;
  beforeAll(async () => {
    emulator = await startEmulator();
    folder = await mkdtemp(path.join(tmpdir(), "masking-bundle-"));
    // The folder that runs the bundles has only Pulumi's SDK.
    elsewhere = path.join(folder, "elsewhere");
    await mkdir(path.join(folder, "source", "node_modules"), { recursive: true });
    await symlink(root, path.join(folder, "source", "node_modules", "pulumi-plivo-masking"));
    await mkdir(path.join(elsewhere, "node_modules"), { recursive: true });
    await symlink(
      path.join(root, "node_modules", "@pulumi"),
      path.join(elsewhere, "node_modules", "@pulumi"),
    );
  });
  afterAll(async () => {
    await emulator.close();
    await rm(folder, { recursive: true });
  });

  it("of a program with each entry point builds without a warning, starts and works", async () => {
    const file = path.join(folder, "source", "program.js");
    await writeFile(file, program);
    const bundle = await bundlers[bundler](file, elsewhere);
    const run = await runNode([bundle], elsewhere, { ...process.env, ...emulator.environment });
    expect(run.output.trim().split("\n").sort()).toEqual(["callbacks ok", "client ok", "index ok"]);
    expect(run.exitCode).toBe(0);
  });
});

describe("a bundle that includes Pulumi's SDK", () => {
  it("starts without an installed SDK, because PLIVO_SDK_MISSING would be wrong", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "masking-inlined-"));
    try {
      const bundle = path.join(folder, "bundle.cjs");
      const options = {
        stdin: {
          contents: `const { MaskingSession } = require("./dist"); console.log(typeof MaskingSession);`,
          resolveDir: root,
        },
        outfile: bundle,
        bundle: true,
        platform: "node",
        // The SDK resolves npm's path itself.
        logOverride: { "require-resolve-not-external": "silent" },
      };
      const script = `require("esbuild").buildSync(${JSON.stringify(options)})`;
      expect((await runNode(["-e", script], root)).exitCode).toBe(0);
      const { exitCode, stdout, output } = await runNode([bundle], folder);
      expect([exitCode, stdout, output]).toEqual([0, "function\n", "function\n"]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
