import type { Emulator } from "plivo-masking-emulator";
import { EngineLog } from "../../plugin/engine-log.ts";
import { serve } from "../../plugin/server.ts";
import { Service } from "../../plugin/service.ts";
import { machineClock } from "../../provider/common/clock.ts";
import { recordPluginCalls } from "./record-plugin-calls.ts";
import { clockOf } from "./virtual-clock.ts";

interface ServeOptions {
  /** Receives the calls of the provider's methods. */
  readonly calls?: string[];
  /** Skip the provider's waits, on the emulator's clock too. Default false. */
  readonly skipWaits?: boolean;
}

/**
 * Serves the plugin in this process, on the emulator's clock.
 *
 * @returns the variable by which the engine finds it, and a function that stops it.
 */
export async function servePlugin(
  emulator: Emulator,
  environment: NodeJS.ProcessEnv,
  { calls = [], skipWaits = false }: ServeOptions = {},
) {
  const log = new EngineLog();
  const clock = skipWaits ? clockOf(emulator) : { ...machineClock, now: () => emulator.clock.now() };
  const service = recordPluginCalls(new Service({ environment, clock, log }), calls);
  const { port, close } = await serve(service, log);
  return { variables: { PULUMI_DEBUG_PROVIDERS: `plivo:${String(port)}` }, close };
}
