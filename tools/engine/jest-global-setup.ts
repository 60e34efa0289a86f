import { settleCli } from "./cli.ts";

/**
 * Finds or builds the CLI before the first engine test, once for all of jest's workers. Where there is none, each of
 * those tests fails with the reasons.
 */
export default async function globalSetup(): Promise<void> {
  await settleCli();
}
