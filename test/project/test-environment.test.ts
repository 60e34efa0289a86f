import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { repositoryRoot } from "../../tools/repository.ts";
import { runNode } from "./run-tool.ts";

const root = repositoryRoot();

describe("the environment of the tests", () => {
  it("contains no colour settings and no Plivo account of the shell that runs jest", async () => {
    const cache = path.join(root, ".cache");
    await mkdir(cache, { recursive: true });
    const folder = await mkdtemp(path.join(cache, "environment-"));
    try {
      await writeFile(
        path.join(folder, "a.test.js"),
        `const { getColorDepth } = require("node:tty").WriteStream.prototype;
        it("sees neither", () => {
          expect(Object.keys(process.env).filter((name) => /COLOR|PLIVO/.test(name))).toEqual(["KEPT_COLOR"]);
          // Node's own view, which is not the copy that a test sees.
          expect(getColorDepth()).toBe(8);
        });`,
      );
      const testEnvironment = path.join(root, "tools", "jest", "environment.cjs");
      const config = JSON.stringify({ rootDir: folder, transform: {}, testEnvironment });
      const foreign = { FORCE_COLOR: "0", NO_COLOR: "1", PLIVO_AUTH_ID: "MAFOREIGN", KEPT_COLOR: "1" };
      const variables = { PATH: process.env["PATH"], TERM: "xterm-256color", ...foreign };
      const jest = path.join(root, "node_modules", "jest", "bin", "jest.js");
      const { exitCode, output } = await runNode([jest, "--config", config], folder, variables);
      expect({ exitCode, output }).toEqual({ exitCode: 0, output });
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
