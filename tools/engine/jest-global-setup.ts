import path from "node:path";
import { YamlHostUnavailableError, yamlHost } from "../yaml-host/yaml-host.ts";
import { findCliOnce } from "./cli.ts";
import { startVault } from "./vault.ts";

/**
 * Finds or builds the CLI and the YAML language host before the first engine test, once for all of jest's
 * workers, since a build takes longer than a test may. If this fails, each test that needs them fails with
 * the reasons.
 */
export default async function globalSetup(): Promise<void> {
  await reduceCpuTime();
  await findCliOnce();
  await yamlHost().catch((error: unknown) => {
    if (!(error instanceof YamlHostUnavailableError)) throw error;
  });
}

/** Halves the CPU time of operations through environment variables for jest's workers. */
async function reduceCpuTime(): Promise<void> {
  process.env["MASKING_PRELOAD"] = path.join(import.meta.dirname, "lazy-packages.cjs");
  process.env["MASKING_VAULT"] = await startVault();
  // The CLI exits before memory matters, so garbage collection starts late.
  Object.assign(process.env, { GOGC: "off", GOMEMLIMIT: "1GiB" });
}
