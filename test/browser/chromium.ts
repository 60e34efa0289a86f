import { chromium, type BrowserServer } from "playwright-core";
import { findChromium } from "../../tools/programs.ts";

/** The variable with the address of the run's browser. */
export const addressVariable = "MASKING_TEST_BROWSER";

const held = globalThis as { maskingTestBrowser?: BrowserServer };

/** Names that lead to this machine, for foreign sites whose name leads to the emulator. */
const reboundNames = "--host-resolver-rules=MAP *.rebound.test 127.0.0.1";

/** jest's `globalSetup`: one browser for all files. */
export default async function startChromium(): Promise<void> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error("there is no Chromium in PATH");
  held.maskingTestBrowser = await chromium.launchServer({
    executablePath,
    args: ["--no-sandbox", reboundNames],
  });
  process.env[addressVariable] = held.maskingTestBrowser.wsEndpoint();
}

/** jest's `globalTeardown`. */
export async function stopChromium(): Promise<void> {
  await held.maskingTestBrowser?.close();
}
