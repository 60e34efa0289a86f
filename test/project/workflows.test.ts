import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { scripts } from "../../package.json";
import { repositoryRoot } from "../../tools/repository.ts";

const folder = path.join(repositoryRoot(), ".github", "workflows");

type Permissions = Readonly<Record<string, string>>;

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly needs?: string | readonly string[];
  readonly strategy?: { readonly matrix: { readonly include: readonly { readonly target: string }[] } };
  readonly permissions?: Permissions;
  readonly "timeout-minutes"?: number;
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions?: Permissions;
  readonly jobs: Readonly<Record<string, Job>>;
}

function textOf(name: string): string {
  return readFileSync(path.join(folder, name), "utf8");
}

function workflow(name: string): Workflow {
  return parse(textOf(name)) as Workflow;
}

function commandsOf({ jobs }: Workflow): string[] {
  return Object.values(jobs).flatMap(({ steps }) =>
    steps.flatMap(({ run }) => run?.trim().split("\n") ?? []),
  );
}

describe.each(readdirSync(folder))("the workflow %s", (name) => {
  const { permissions, jobs } = workflow(name);
  const steps = Object.values(jobs).flatMap((job) => job.steps);

  it("declares its permissions, and can write nothing but a release and its provenance", () => {
    expect(permissions).toBeDefined();
    const all = [permissions, ...Object.values(jobs).map((job) => job.permissions)];
    const written = all.flatMap((one) => Object.keys(one ?? {}).filter((key) => one?.[key] !== "read"));
    expect(written).toEqual(
      name === "release.yml" ? ["id-token", "contents", "id-token", "attestations"] : [],
    );
  });

  it("uses third-party actions by commit, with the version beside it", () => {
    const used = steps.flatMap(({ uses }) => uses ?? []);
    expect(used.length).toBeGreaterThan(0);
    expect(used.filter((action) => !/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/.test(action))).toEqual([]);
    const lines = textOf(name).match(/uses: .*/g) ?? [];
    expect(lines).toHaveLength(used.length);
    expect(lines.filter((line) => !/ # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
  });

  it("limits the time of each job", () => {
    const endless = Object.entries(jobs).filter(([, job]) => job["timeout-minutes"] === undefined);
    expect(endless.map(([job]) => job)).toEqual([]);
  });

  it("runs only scripts of the repository", () => {
    const named = commandsOf(workflow(name)).flatMap((line) => /^npm run ([\w:]+)/.exec(line)?.[1] ?? []);
    expect(named.filter((script) => !(script in scripts))).toEqual([]);
  });
});

it("a push runs all tests and the consumers", () => {
  const commands = commandsOf(workflow("ci.yml"));
  const tests = ["bash .ci/run", "npm run test:consumers"];
  expect(commands).toEqual(expect.arrayContaining(tests));
});

describe("the release workflow", () => {
  const release = workflow("release.yml");
  const commands = commandsOf(release);

  const namesOf = (job?: Job) =>
    job?.steps.map(({ uses, run }) => uses?.replace(/@.*/, "") ?? run?.split(" ")[1]);

  it("publishes the packages with provenance, the provider last, after all tests", () => {
    expect(Object.keys(release.on)).toEqual(["push"]);
    const first = commands.findIndex((command) => command.startsWith("npm publish"));
    expect(commands.slice(first, first + 3)).toEqual([
      "npm publish ./packed/plivo-masking-emulator-*.tgz --ignore-scripts --provenance --access public",
      "npm publish ./packed/pulumi-resource-plivo-*.tgz --ignore-scripts --provenance --access public",
      "npm publish ./packed/pulumi-plivo-masking-*.tgz --ignore-scripts --provenance --access public",
    ]);
    const before = commands.slice(0, first);
    expect(before).toEqual(
      expect.arrayContaining([
        "npm test",
        "npm run test:consumers",
        "npm run test:sdk",
        "npm audit --omit=dev",
        "npm run release:names",
        'git merge-base --is-ancestor "$GITHUB_SHA" origin/main',
        "npm pack --workspace emulator --pack-destination packed",
        "npm pack --workspace pulumi-resource-plivo --pack-destination packed",
        "npm pack --pack-destination packed",
      ]),
    );
  });

  it("publishes from a job that contains nothing of the repository, and packs in a job that cannot publish", () => {
    const { pack, publish } = release.jobs;
    expect(pack?.permissions).toEqual({ contents: "read" });
    expect(publish?.permissions).toEqual({ "id-token": "write" });
    expect(publish?.needs).toEqual(["pack", "archives", "sdks"]);
    const published = ["publish", "publish", "publish"];
    expect(namesOf(publish)).toEqual(["actions/setup-node", "actions/download-artifact", ...published]);
  });

  it("builds the plugin's executable on each platform that Pulumi downloads plugins for, and can publish none there", () => {
    const { archives } = release.jobs;
    expect(archives?.permissions).toEqual({ contents: "read" });
    const targets = archives?.strategy?.matrix.include.map(({ target }) => target);
    const systems = ["linux", "darwin", "windows"];
    expect(targets).toEqual(systems.flatMap((system) => [`${system}-amd64`, `${system}-arm64`]));
    expect(archives?.steps.map(({ run }) => run)).toContain("node tools/plugin-archives/main.ts archives");
  });

  it("generates the packages for other languages where it can publish none", () => {
    const { sdks } = release.jobs;
    expect(sdks?.permissions).toEqual({ contents: "read" });
    expect(sdks?.steps.map((step) => step.run ?? "").join("\n")).toContain("npm run sdk");
  });

  it("releases the archives with checksums, and states where each was built, after the packages", () => {
    const { release: last } = release.jobs;
    expect(last?.needs).toBe("publish");
    expect(last?.permissions).toEqual({ contents: "write", "id-token": "write", attestations: "write" });
    const own = last?.steps.map(
      ({ uses, run }) => uses?.replace(/@.*/, "") ?? run?.trim().split("\n").at(-1),
    );
    expect(own).toEqual([
      "actions/download-artifact",
      "sha256sum *.tar.gz >SHA256SUMS",
      "actions/attest",
      'gh release create "$TAG" --repo "$GITHUB_REPOSITORY" --verify-tag --generate-notes archives/*',
    ]);
    expect(last?.steps[2]?.with).toEqual({ "subject-checksums": "archives/SHA256SUMS" });
  });

  it("stores no token", () => expect(textOf("release.yml")).not.toMatch(/secrets\.|NODE_AUTH_TOKEN/));
});
