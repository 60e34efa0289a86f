import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { repositoryRoot } from "../../tools/repository.ts";

it("the package holds the command, what is compiled, and every file of the console that a browser asks for", async () => {
  const cwd = path.join(repositoryRoot(), "emulator");
  const { stdout } = await promisify(execFile)("npm", ["pack", "--dry-run", "--json"], { cwd });
  const [packed] = JSON.parse(stdout) as [{ files: { path: string }[] }];
  const files = packed.files.map((file) => file.path);
  const served = readdirSync(path.join(cwd, "console")).filter((name) => /\.(html|css|js|svg)$/.test(name));
  expect(files.filter((file) => file.startsWith("console/")).sort()).toEqual(
    served.map((name) => `console/${name}`).sort(),
  );
  expect(served).toContain("index.html");
  expect(files).toEqual(
    expect.arrayContaining(["bin/plivo-masking-emulator.js", "dist/index.js", "dist/main.js"]),
  );
  expect(files.filter((file) => file.endsWith(".tsbuildinfo"))).toEqual([]);
});
