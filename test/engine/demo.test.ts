import { spawnSync } from "node:child_process";
import { repositoryRoot } from "../../tools/repository";

describe("npm run demo", () => {
  it("shows every step with the engine's own text, and ends with no live session", () => {
    // CI asks for colours in places that take them; a pipe takes none.
    const env = { ...process.env, CI: "true" };
    const options = { cwd: repositoryRoot(), encoding: "utf8", env } as const;
    const { stdout, stderr, status } = spawnSync("npm", ["run", "--silent", "demo"], options);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout.match(/^\d+\. .*$/gm)).toHaveLength(9);
    expect(stdout.match(/✓ \d+ API requests/g)).toHaveLength(9);
    expect(stdout).toMatch(/will be replaced: secondParty changed/);
    expect(stdout).not.toContain("2025550");
    expect(stdout).not.toContain("\u001B");
    expect(stdout.trimEnd()).toMatch(/Live sessions: 0$/);
  });
});
