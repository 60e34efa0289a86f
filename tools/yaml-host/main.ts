import { YamlHostUnavailableError, yamlHost } from "./yaml-host.ts";

try {
  process.stdout.write(`${await yamlHost()}\n`);
} catch (error) {
  if (!(error instanceof YamlHostUnavailableError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
