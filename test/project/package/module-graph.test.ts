import path from "node:path";
import { repositoryRoot } from "../../../tools/repository.ts";
import { runNode } from "../run-tool.ts";

const root = repositoryRoot();

/** The packages, by name, and the files of this package that a process has loaded. */
interface Loaded {
  readonly packages: readonly string[];
  readonly files: readonly string[];
}

/** Runs the line in its own process, with credentials and an endpoint that does not respond. */
async function loadModules(line: string): Promise<Loaded> {
  const account = {
    PLIVO_AUTH_ID: "MAXXXXXXXXXXXXXXXXXX",
    PLIVO_AUTH_TOKEN: "token",
    PLIVO_ENDPOINT: "http://127.0.0.1:9",
  };
  const script = `Object.assign(process.env, ${JSON.stringify(account)});
    ${line};
    setImmediate(() => process.stdout.write(JSON.stringify(Object.keys(require.cache)), () => process.exit()));`;
  const { exitCode, stdout, output } = await runNode(["-e", script], root);
  expect({ exitCode, output }).toEqual({ exitCode: 0, output: stdout });
  const all = JSON.parse(stdout) as string[];
  const packageName = /.*node_modules[/\\]((?:@[^/\\]+[/\\])?[^/\\]+)/;
  const packages = all.flatMap((file) => packageName.exec(file)?.[1] ?? []);
  const own = all.filter((file) => !packageName.test(file));
  return { packages: [...new Set(packages)].sort(), files: own.map((file) => path.relative(root, file)) };
}

const requireProvider = 'const provider = require("pulumi-plivo-masking/provider")';
const inputs = '{ firstParty: "+12025550100", secondParty: "+12025550111" }';
const state = `{ ...${inputs}, sessionUuid: "an-id" }`;

describe("a process that loads", () => {
  it.each([
    ["nothing is asked of yet", "", []],
    ["is asked for a diff", `provider.diff("an-id", ${state}, ${inputs})`, []],
    ["is asked for a check", `provider.check({}, ${inputs})`, ["libphonenumber-js", "zod"]],
    [
      "is asked for a check of an argument that there is not",
      `provider.check({}, { ...${inputs}, recrd: true })`,
      ["fastest-levenshtein", "libphonenumber-js", "zod"],
    ],
    ["is asked to read", `provider.read("an-id", ${state})`, ["undici"]],
    ["is asked to create", `provider.create(${inputs})`, ["undici"]],
    ["is asked to update", `provider.update("an-id", ${state}, { ...${inputs}, record: true })`, ["undici"]],
    ["is asked to delete", `provider.delete("an-id", ${state})`, ["undici"]],
  ])("the provider, which %s, loads only necessary packages", async (_, call, expected) => {
    const { packages, files } = await loadModules(`${requireProvider}; ${call}`);
    expect(packages).toEqual(expected);
    expect(files).toContain(path.join("dist", "dynamic", "provider.js"));
    // Program, readers of sessions, receivers of callbacks and command run in other processes.
    const allowed =
      /^dist\/(dynamic|lifecycle|lifecycle\/directory|session|accounts|plivo|common)\/[\w-]+\.js$|^package\.json$/;
    expect(files.filter((file) => !allowed.test(file))).toEqual([]);
  });

  it("the package in a program loads no more packages than Pulumi's SDK, and only its own files that declare sessions", async () => {
    const alone = await loadModules('require("@pulumi/pulumi")');
    const { packages, files } = await loadModules(
      'require("@pulumi/pulumi"); require("pulumi-plivo-masking")',
    );
    expect(packages).toEqual(alone.packages);
    expect(files).toContain(path.join("dist", "sdk", "masking-session.js"));
    expect(
      files.filter((file) =>
        /^dist\/(plivo|client|accounts|dynamic|lifecycle|session\/(values|check|diff))\//.test(file),
      ),
    ).toEqual([]);
  });

  it("the client loads the schemas of filters, and neither Pulumi's SDK nor the provider", async () => {
    const { packages, files } = await loadModules('require("pulumi-plivo-masking/client")');
    expect(packages).toEqual(["zod"]);
    expect(files).not.toContain(path.join("dist", "dynamic", "provider.js"));
    expect(files.filter((file) => /^dist\/(sdk|callbacks|dynamic|lifecycle)\//.test(file))).toEqual([]);
  });

  it("the command loads no package but commander and the schemas, because only a request loads HTTP", async () => {
    const { packages, files } = await loadModules('require("./dist/command/main.js")');
    expect(packages).toEqual(["commander", "zod"]);
    expect(files).toEqual(expect.arrayContaining(["dist/client/index.js", "dist/callbacks/sign.js"]));
    expect(files.filter((file) => /^dist\/(sdk|dynamic|lifecycle|session\/diff)/.test(file))).toEqual([]);
  });

  it("the receiver of callbacks loads no package, and of the provider only plain formats", async () => {
    const { packages, files } = await loadModules('require("pulumi-plivo-masking/callbacks")');
    expect(packages).toEqual([]);
    expect(files).toContain("dist/callbacks/index.js");
    const others = files.filter((file) => !file.startsWith("dist/callbacks/"));
    expect(others.sort()).toEqual([
      "dist/common/errors.js",
      "dist/common/project-address.js",
      "dist/common/separators.js",
      "dist/common/visible.js",
      "dist/plivo/attributes.js",
      "dist/plivo/session-uuid.js",
      "dist/plivo/time.js",
    ]);
  });
});
