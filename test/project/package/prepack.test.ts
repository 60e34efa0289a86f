import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { packageFolders } from "../../../tools/pack.ts";
import { repositoryRoot } from "../../../tools/repository.ts";

const root = repositoryRoot();

describe("npm pack in a fresh clone", () => {
  let clone: string;
  beforeAll(async () => {
    clone = await mkdtemp(path.join(tmpdir(), "masking-clone-"));
    const copied = [
      "package.json",
      "tsconfig.json",
      "tsconfig.build.json",
      "tsconfig.types.json",
      "emulator/package.json",
      "emulator/tsconfig.json",
    ];
    for (const file of copied) await cp(path.join(root, file), path.join(clone, file));
    // One file of code is enough to see whether it is compiled.
    for (const folder of packageFolders) await mkdir(path.join(clone, folder), { recursive: true });
    for (const folder of packageFolders)
      await writeFile(path.join(clone, folder, "index.ts"), "export const compiled = true;\n");
    await symlink(path.join(root, "node_modules"), path.join(clone, "node_modules"));
  });
  afterAll(() => rm(clone, { recursive: true }));

  it.each(packageFolders)("compiles the %s first, without an extra command", async (folder) => {
    const cwd = path.join(clone, folder === "provider" ? "." : folder);
    const { stdout } = await promisify(execFile)("npm", ["pack", "--dry-run", "--json"], { cwd });
    const [packed] = JSON.parse(stdout.slice(stdout.indexOf("[\n"))) as [{ files: { path: string }[] }];
    const names = packed.files.map((file) => file.path);
    expect(names).toEqual(expect.arrayContaining(["dist/index.js", "dist/index.d.ts"]));
  });
});
