import { pulumiCli } from "./pulumi-cli/pulumi-cli.ts";
import { reasonOf } from "./pulumi-cli/versions.ts";
import { generateSdks } from "./sdk/generate.ts";
import { yamlHost } from "./yaml-host/yaml-host.ts";

/* npm run cli, npm run yaml-host, npm run sdk: finds or builds one of these and prints its path. */

const found: Readonly<Record<string, () => Promise<string>>> = {
  cli: async () => {
    const { path, version, source } = await pulumiCli();
    process.stderr.write(`Pulumi CLI ${version} (${source})\n`);
    return path;
  },
  "yaml-host": () => yamlHost(),
  sdk: () => generateSdks(),
};

try {
  process.stdout.write(`${(await found[process.argv[2] ?? ""]?.()) ?? ""}\n`);
} catch (error) {
  process.stderr.write(`${reasonOf(error)}\n`);
  process.exitCode = 1;
}
