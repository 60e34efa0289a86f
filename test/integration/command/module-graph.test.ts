import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { repositoryRoot } from "../../../tools/repository.ts";

const root = repositoryRoot();

describe("the modules that the command loads", () => {
  let files: string[];
  beforeAll(async () => {
    const entry = path.join(root, "dist", "command", "main.js");
    const script = `require(${JSON.stringify(entry)}); console.log(JSON.stringify(Object.keys(require.cache)));`;
    const { stdout } = await promisify(execFile)(process.execPath, ["-e", script], { cwd: root });
    files = (JSON.parse(stdout) as string[]).map((file) => path.relative(root, file));
  });

  it("contain nothing of Pulumi or of the provider's lifecycle", () => {
    expect(files).toContain("dist/client/index.js");
    expect(files).toContain("dist/callbacks/sign.js");
    expect(files.filter((file) => file.includes("node_modules/@pulumi/"))).toEqual([]);
    const foreign = /^dist\/(sdk|dynamic|lifecycle|session\/diff)/;
    expect(files.filter((file) => foreign.test(file))).toEqual([]);
  });

  it("contain no package but commander and the schemas, because only a request loads HTTP", () => {
    const packages = files.flatMap((file) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? []);
    expect([...new Set(packages)].sort()).toEqual(["commander", "zod"]);
  });
});
