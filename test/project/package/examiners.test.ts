import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pack, packageFolders } from "../../../tools/pack.ts";
import { runTool } from "../run-tool.ts";

describe.each(packageFolders)("the packed %s", (folder) => {
  let destination: string;
  let tarball: string;
  beforeAll(async () => {
    destination = await mkdtemp(path.join(tmpdir(), "masking-pack-"));
    ({ tarball } = await pack(folder, destination));
  });
  afterAll(() => rm(destination, { recursive: true }));

  test("has nothing that publint complains of", async () => {
    // Its one suggestion, to name the type, would have Node take the repository's own scripts for CommonJS.
    const { exitCode, output } = await runTool("publint", ["run", tarball, "--strict", "--level", "warning"]);
    expect({ exitCode, output }).toEqual({
      exitCode: 0,
      output: expect.stringContaining("All good") as string,
    });
  });

  test("has types that every kind of resolution finds, and that tell the truth about the code", async () => {
    const { exitCode, stdout, output } = await runTool("attw", [tarball, "--format", "json"]);
    const { analysis } = JSON.parse(stdout) as { analysis: { problems: unknown[]; types: unknown } };
    expect(analysis.types).not.toBe(false);
    expect(analysis.problems).toEqual([]);
    expect({ exitCode, output }).toEqual({ exitCode: 0, output });
  });
});
