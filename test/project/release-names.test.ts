import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { projectAddress } from "../../provider/common/project-address.ts";
import { repositoryRoot } from "../../tools/repository.ts";
import { runNode } from "./run-tool.ts";

describe("the check of the packages' names before a release", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "masking-names-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  /** Runs with a fake npm: its command for the short name, and for all others. */
  async function check(short: string, others: string): Promise<{ exitCode: number | null; output: string }> {
    const npm = path.join(folder, "npm");
    await writeFile(npm, `#!/bin/sh\nif [ "$2" = plivo-masking ]; then ${short}; else ${others}; fi\n`);
    await chmod(npm, 0o755);
    const PATH = `${folder}${path.delimiter}${process.env["PATH"] ?? ""}`;
    return runNode(["tools/check-names.ts"], repositoryRoot(), { ...process.env, PATH });
  }

  const none = "echo npm error code E404 >&2; exit 1";
  const ours = `echo git+${projectAddress}.git`;

  it("passes if no one or we have them", async () => {
    expect(await check(none, none)).toMatchObject({ exitCode: 0 });
    expect(await check(none, ours)).toMatchObject({ exitCode: 0 });
  });

  it("fails if someone has the command's short name, or a package's", async () => {
    const { exitCode, output } = await check("echo git+https://example.com/other.git", ours);
    expect(exitCode).toBe(1);
    expect(output).toContain(
      `The registry has a package plivo-masking of git+https://example.com/other.git, not of git+${projectAddress}.git.\n`,
    );
    const { output: others } = await check(none, "echo");
    expect(others.match(/of no repository/g)).toHaveLength(3);
  });

  it("fails if the registry does not respond", async () => {
    const { exitCode, output } = await check("echo EAI_AGAIN >&2; exit 1", ours);
    expect([exitCode, output.includes("npm view plivo-masking failed: EAI_AGAIN")]).toEqual([1, true]);
  });
});
