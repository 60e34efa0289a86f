import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { repositoryRoot } from "../../../tools/repository.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const root = repositoryRoot();

/** A server's folder, after `npm install pulumi-plivo-masking` and nothing else. */
describe("without Pulumi's SDK", () => {
  const folder = temporaryFolder();
  beforeAll(() => {
    const installed = path.join(folder, "node_modules", "pulumi-plivo-masking");
    mkdirSync(installed, { recursive: true });
    for (const name of ["package.json", "dist"]) {
      cpSync(path.join(root, name), path.join(installed, name), { recursive: true });
    }
    const { dependencies } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as {
      dependencies: Record<string, string>;
    };
    for (const name of Object.keys(dependencies)) {
      symlinkSync(path.join(root, "node_modules", name), path.join(folder, "node_modules", name));
    }
  });

  function run(parameters: string[]) {
    const environment = { PATH: process.env["PATH"], HOME: folder };
    const { status, stdout, stderr } = spawnSync(process.execPath, parameters, {
      cwd: folder,
      encoding: "utf8",
      env: environment,
    });
    return { status, stdout, stderr };
  }
  const loaded = (load: string) =>
    run([
      "--input-type=module",
      "--eval",
      `import { createRequire } from "node:module";
       const require = createRequire(process.cwd() + "/server.js");
       try { ${load}; console.log("loaded"); } catch (error) { console.log(error.code + " " + error.message); }`,
    ]);

  it.each(['require("pulumi-plivo-masking")', 'await import("pulumi-plivo-masking")'])(
    "the index throws one error with a code and the remedy: %s",
    (load) => {
      const { stdout, stderr } = loaded(load);
      expect(stderr).toBe("");
      expect(stdout).toMatch(
        /^PLIVO_SDK_MISSING .* Run `npm install @pulumi\/pulumi` in the program's folder/,
      );
    },
  );

  it("the index passes on the error of a broken SDK", () => {
    const sdk = path.join(folder, "node_modules", "@pulumi", "pulumi");
    mkdirSync(sdk, { recursive: true });
    writeFileSync(path.join(sdk, "index.js"), 'require("a-package-that-is-gone")');
    const { stdout } = loaded('require("pulumi-plivo-masking")');
    rmSync(path.dirname(sdk), { recursive: true });
    expect(stdout).toMatch(/^MODULE_NOT_FOUND Cannot find module 'a-package-that-is-gone'/);
  });

  it.each(["callbacks", "client", "provider"])("pulumi-plivo-masking/%s can be imported", (entry) => {
    for (const load of [
      `require("pulumi-plivo-masking/${entry}")`,
      `await import("pulumi-plivo-masking/${entry}")`,
    ]) {
      expect(loaded(load)).toEqual({ status: 0, stdout: "loaded\n", stderr: "" });
    }
  });

  it("doctor names the remedy", () => {
    const bin = path.join("node_modules", "pulumi-plivo-masking", "dist", "command", "bin.js");
    expect(run([bin, "doctor"]).stdout).toMatch(
      /^Pulumi SDK +note .*In a program's folder, run `npm install @pulumi\/pulumi`/m,
    );
  });

  it("npm does not install it with the package, because the peer is optional", () => {
    const { peerDependencies, peerDependenciesMeta } = JSON.parse(
      readFileSync(path.join(root, "package.json"), "utf8"),
    ) as { peerDependencies: Record<string, string>; peerDependenciesMeta: Record<string, unknown> };
    expect(Object.keys(peerDependencies)).toEqual(["@pulumi/pulumi"]);
    expect(peerDependenciesMeta).toEqual({ "@pulumi/pulumi": { optional: true } });
  });
});
