import { globSync, readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { repositoryRoot } from "../../tools/repository.ts";
import { readWorkflow } from "../support/workflows/workflow.ts";
import { runNode } from "./run-tool.ts";

const folder = path.join(repositoryRoot(), "examples", "ci", ".github", "workflows");
const names = readdirSync(folder);
const place = (name: string) => path.join(folder, name);
const files = names.map(place);
const check = (paths: string[]) => runNode(["tools/workflows/check.mjs", ...paths], repositoryRoot());

describe("the workflows of examples/ci", () => {
  it("are accepted by GitHub's own parser", async () => {
    expect(await check(files)).toMatchObject({ exitCode: 0, output: "" });
    expect(files).toHaveLength(4);
  });

  it("are accepted together with the repository's own, and that of examples/renewing", async () => {
    const root = repositoryRoot();
    const own = globSync([".github/workflows/*.yml", "examples/renewing/*.yml"], { cwd: root });
    expect(own.length).toBeGreaterThanOrEqual(5);
    expect(await check(own.map((file) => path.join(root, file)))).toMatchObject({ exitCode: 0, output: "" });
  });

  it("would be rejected with a misspelt key or expression", async () => {
    const temporary = await mkdtemp(path.join(tmpdir(), "workflows-"));
    const broken = path.join(temporary, "broken.yml");
    const text = readFileSync(path.join(folder, "drift.yml"), "utf8");
    await writeFile(broken, text.replace("runs-on:", "run-on:").replace("${{ vars.", "${{ vras."));
    const { exitCode, output } = await check([broken]);
    await rm(temporary, { recursive: true });
    expect(exitCode).toBe(1);
    expect(output).toMatch(/Unexpected value 'run-on'/);
    expect(output).toMatch(/Unrecognized named-value: 'vras'/);
  });

  const renewing = path.join("..", "..", "..", "renewing", "renew.yml");
  it.each([...names, renewing])("%s pins each action to a commit, with its version in a comment", (name) => {
    const uses = readFileSync(place(name), "utf8").match(/uses: .*/g) ?? [];
    expect(uses.length).toBeGreaterThan(2);
    for (const line of uses) expect(line).toMatch(/^uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+/);
  });

  it.each(names)("%s can read the code, and at most write comments", (name) => {
    const { permissions, jobs } = readWorkflow(place(name));
    expect(permissions).toEqual({ contents: "read" });
    const ofJobs = Object.entries(jobs).flatMap(([job, { permissions: own }]) => (own ? [[job, own]] : []));
    expect(ofJobs).toEqual(name === "preview.yml" ? [["comment", { "pull-requests": "write" }]] : []);
  });

  it("never run two jobs at once on one stack, and cancel none that changes it", () => {
    const groups = Object.fromEntries(
      files.map((file) => [path.basename(file, ".yml"), readWorkflow(file).concurrency]),
    );
    expect(groups).toEqual({
      preview: { group: "preview-${{ github.event.pull_request.number }}", "cancel-in-progress": true },
      up: { group: "pulumi-production", "cancel-in-progress": false },
      drift: { group: "pulumi-production", "cancel-in-progress": false },
      review: {
        group: "pulumi-review-${{ github.event.pull_request.number }}",
        "cancel-in-progress": false,
      },
    });
  });

  it.each(names)("%s puts no expression into a script, which could run it as code", (name) => {
    const { jobs } = readWorkflow(place(name));
    const scripts = Object.values(jobs).flatMap(({ steps }) => steps.map(({ run = "" }) => run));
    expect(scripts.filter((script) => script.includes("${{"))).toEqual([]);
  });

  it("comment from a job that runs no code of the pull request", () => {
    const { comment } = readWorkflow(place("preview.yml")).jobs;
    expect(comment?.steps.map(({ uses, name }) => uses?.replace(/@.*/, "") ?? name)).toEqual([
      "actions/download-artifact",
      "Comment",
    ]);
  });

  it("give Plivo credentials to no code of a pull request", () => {
    expect(readFileSync(path.join(folder, "preview.yml"), "utf8")).not.toMatch(/PLIVO_/);
  });
});
