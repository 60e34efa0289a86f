import { YamlHostUnavailableError, yamlHost } from "../yaml-host/yaml-host.ts";
import { settleCli } from "./cli.ts";

/**
 * Finds or builds the CLI and the YAML language host before the first engine test, once for all of jest's workers: a
 * build takes longer than a test may. If one of them cannot be built, each test that needs it fails with the reasons.
 */
export default async function globalSetup(): Promise<void> {
  await settleCli();
  await yamlHost().catch((error: unknown) => {
    if (!(error instanceof YamlHostUnavailableError)) throw error;
  });
}
