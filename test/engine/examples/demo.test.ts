import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { scripts } from "../../../package.json";
import { repositoryRoot } from "../../../tools/repository.ts";

describe("npm run demo", () => {
  it("prints every step with the engine's output, each reason once, a connected call, and what to do next", () => {
    // CI asks for colours in places that take them; a pipe takes none.
    const env = { ...process.env, CI: "true" };
    const options = { cwd: repositoryRoot(), encoding: "utf8", env } as const;
    // The script builds first; all tests share one build.
    const [build, command = ""] = scripts.demo.split(" && ");
    expect(build).toBe("npm run --silent build");
    const [, ...parameters] = command.split(" ");
    const { stdout, stderr, status } = spawnSync(process.execPath, parameters, options);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout.match(/^\d+\. .*$/gm)).toHaveLength(10);
    expect(stdout.match(/✓ \d+ API requests/g)).toHaveLength(9);
    expect(stdout.match(/will be replaced: secondParty changed/g)).toHaveLength(2);
    expect(stdout).not.toContain("2025550");
    expect(stdout).not.toContain("\u001B");
    expect(stdout).toMatch(/ 5 s {2}connect\n[^✗]* 65 s {2}hang-up firstParty normal\n/);
    expect(stdout).toContain("✓ call completed");
    const [, next = ""] = /Live sessions: 0\n\nNext:\n([^]*)$/.exec(stdout) ?? [];
    const paths = [...next.matchAll(/\b(?:[\w-]+\/)*[\w-]+\.(?:md|ts)\b/g)].map(([path]) => path);
    expect(paths).toEqual(["docs/emulator.md", "examples/quickstart/index.ts", "README.md"]);
    for (const path of paths) expect(existsSync(join(repositoryRoot(), path))).toBe(true);
  });
});
