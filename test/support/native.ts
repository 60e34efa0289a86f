import { startEmulator, type Emulator, type EmulatorOptions } from "plivo-masking-emulator";
import { EngineLog } from "../../plugin/engine-log.ts";
import { serve } from "../../plugin/server.ts";
import { Service } from "../../plugin/service.ts";
import { machineClock } from "../../provider/common/clock.ts";
import { MaskingSession } from "../../provider/sdk/native.ts";
import type { NativeSessionArgs } from "../../provider/sdk/native-args.ts";
import type { CustomResourceOptions } from "@pulumi/pulumi";
import { openStack, type EngineStack, type Program, type StackSettings } from "../../tools/engine/index.ts";
import { noteValuesOf } from "./leaks/values.ts";
import { recordPluginCalls } from "./record-plugin-calls.ts";
import { takeRequests } from "./requests.ts";
import { clockOf } from "./virtual-clock.ts";

type Sessions = Readonly<Record<string, NativeSessionArgs>>;

/** A program that declares these sessions natively, by name. */
export function declaringNative(
  sessions: Sessions,
  options: () => CustomResourceOptions = () => ({}),
): Program {
  return () => {
    noteValuesOf(sessions);
    const given = options();
    const declared = Object.entries(sessions).map(
      ([name, args]) => [name, new MaskingSession(name, args, given).virtualNumber] as const,
    );
    return Promise.resolve(Object.fromEntries(declared));
  };
}

/** A stack of the real engine, with the plugin's service in this process and an emulator of its own. */
export interface NativeBench {
  readonly emulator: Emulator;
  readonly stack: EngineStack;
  /** The API requests since the last call, as "METHOD status", in order. */
  readonly requests: () => string[];
  readonly close: () => Promise<void>;
}

interface ServeOptions {
  /** Takes down the calls of the provider's methods. */
  readonly calls?: string[];
  /** Let the provider's waits pass at once, for the emulator's clock too. Default false. */
  readonly skipWaits?: boolean;
}

/**
 * Serves the plugin in this process, in the emulator's time, which a test advances.
 *
 * @returns the variable by which the engine finds it, and what ends it.
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

interface NativeBenchOptions extends EmulatorOptions, Partial<Pick<StackSettings, "config">> {
  /** Variables beside the emulator's, for the provider and the engine. */
  readonly variables?: Record<string, string>;
}

export async function openNativeBench(
  program: Program,
  { variables, config, ...options }: NativeBenchOptions = {},
): Promise<NativeBench> {
  const emulator = await startEmulator(options);
  const environment = { ...emulator.environment, ...variables };
  const { variables: debug, close } = await servePlugin(emulator, environment);
  const settings = config === undefined ? {} : { config };
  const stack = await openStack({ ...settings, program, environment: { ...environment, ...debug } });
  return {
    emulator,
    stack,
    requests: () => takeRequests(emulator),
    close: async () => {
      await stack.remove();
      close();
      await emulator.close();
    },
  };
}
