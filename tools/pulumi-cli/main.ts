import { pulumiCli, PulumiCliUnavailableError } from "./pulumi-cli.ts";

try {
  const { path, version, source } = await pulumiCli();
  process.stderr.write(`Pulumi CLI ${version} (${source})\n`);
  process.stdout.write(`${path}\n`);
} catch (error) {
  if (!(error instanceof PulumiCliUnavailableError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
