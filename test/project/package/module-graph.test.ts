import path from "node:path";
import { repositoryRoot } from "../../../tools/repository.ts";
import { runNode } from "../run-tool.ts";

const root = repositoryRoot();

/** What a process has loaded: packages by name, and files of this package. */
interface Loaded {
  readonly packages: readonly string[];
  readonly files: readonly string[];
}

/** Runs the line in a process of its own. */
async function loadedBy(line: string): Promise<Loaded> {
  const script = `${line};
    Promise.resolve().then(() => process.stdout.write(JSON.stringify(Object.keys(require.cache))));`;
  const { exitCode, stdout, output } = await runNode(["-e", script], root);
  expect({ exitCode, output }).toEqual({ exitCode: 0, output: stdout });
  const all = JSON.parse(stdout) as string[];
  const packageName = /.*node_modules[/\\]((?:@[^/\\]+[/\\])?[^/\\]+)/;
  const packages = all.flatMap((file) => packageName.exec(file)?.[1] ?? []);
  const own = all.filter((file) => !packageName.test(file));
  return { packages: [...new Set(packages)].sort(), files: own.map((file) => path.relative(root, file)) };
}

/** What the engine asks of a provider before anything is sent, with all that this loads when first used. */
const checkAndDiff = `
  const provider = require("pulumi-plivo-masking/provider");
  const inputs = { firstParty: "+12025550100", secondParty: "+12025550111" };
  provider.check({}, inputs).then(({ inputs }) => provider.diff("an id", inputs, inputs))`;

describe("a process that loads", () => {
  test("the provider, as every state does, has HTTP, schemas and phone numbers, and neither Pulumi's SDK nor a command line", async () => {
    const { packages, files } = await loadedBy(checkAndDiff);
    expect(packages).toEqual(["fastest-levenshtein", "libphonenumber-js", "undici", "zod"]);
    expect(files).toContain(path.join("dist", "dynamic-provider.js"));
    // The program's side, the readers of sessions, the receivers of callbacks and the command belong to other processes.
    const allowed = /^dist\/((session|plivo)\/[\w-]+|[\w-]+)\.js$|^package\.json$/;
    const others = /^dist\/(index|masking-session|masking-session-args|client)\.js$/;
    expect(files.filter((file) => !allowed.test(file) || others.test(file))).toEqual([]);
  });

  test("the client has HTTP and schemas, and neither Pulumi's SDK nor the provider", async () => {
    const { packages, files } = await loadedBy('require("pulumi-plivo-masking/client")');
    expect(packages).toEqual(["fastest-levenshtein", "libphonenumber-js", "undici", "zod"]);
    expect(files).not.toContain(path.join("dist", "dynamic-provider.js"));
    expect(files.filter((file) => /^dist\/(functions|callbacks)\//.test(file))).toEqual([]);
  });

  test("the callbacks has no package at all", async () => {
    const { packages, files } = await loadedBy('require("pulumi-plivo-masking/callbacks")');
    expect(packages).toEqual([]);
    expect(files).toContain(path.join("dist", "callbacks", "index.js"));
  });
});
