import { startEmulator, type Emulator } from "plivo-masking-emulator";
import { EngineLog } from "../../plugin/engine-log";
import { serve } from "../../plugin/server";
import { Service } from "../../plugin/service";
import { machineClock } from "../../provider/common/clock";
import { MaskingSession } from "../../provider/sdk/native";
import type { NativeSessionArgs } from "../../provider/sdk/native-args";
import { openStack, type EngineStack, type Program, type StackSettings } from "../../tools/engine/index";
import { noteValuesOf } from "../../tools/leaks/values";

/** A stack of the real engine, with the plugin's service in this process and an emulator of its own. */
export interface NativeBench {
  readonly emulator: Emulator;
  readonly stack: EngineStack;
  /** The API requests since the last call, as "METHOD status", in order. */
  readonly requests: () => string[];
  readonly close: () => Promise<void>;
}

/** A program that declares these sessions, by name. */
export function declaringNative(sessions: Readonly<Record<string, NativeSessionArgs>>): Program {
  return () => {
    noteValuesOf(sessions);
    const made = Object.entries(sessions).map(
      ([name, args]) => [name, new MaskingSession(name, args)] as const,
    );
    return Promise.resolve(
      Object.fromEntries(made.map(([name, { virtualNumber }]) => [name, virtualNumber])),
    );
  };
}

/** The time of the emulator, which a test advances. */
function clockOf({ clock }: Emulator) {
  return { ...machineClock, now: () => clock.now() };
}

export async function openNativeBench(
  program: Program,
  settings: Partial<StackSettings> = {},
): Promise<NativeBench> {
  const emulator = await startEmulator();
  const log = new EngineLog();
  const service = new Service({ environment: emulator.environment, clock: clockOf(emulator), log });
  const { port, close } = await serve(service, log);
  const environment = { ...emulator.environment, PULUMI_DEBUG_PROVIDERS: `plivo:${String(port)}` };
  const stack = await openStack({ ...settings, program, environment });
  return {
    emulator,
    stack,
    requests: () => {
      const sent = emulator.requests.all().map(({ method, status }) => `${method} ${String(status)}`);
      emulator.requests.clear();
      return sent;
    },
    close: async () => {
      await stack.remove();
      close();
      await emulator.close();
    },
  };
}
