import { DynamicProcess } from "./dynamic-process.ts";
import { Gateway } from "./gateway.ts";
import { NativeProcess } from "./native-process.ts";
import type { ProcessOptions, ProviderProcess } from "./process.ts";

const processes = { dynamic: DynamicProcess, native: NativeProcess } as const;

/** What runs the provider: Pulumi's host of dynamic providers, or the native plugin. */
export type Host = keyof typeof processes;

export const hosts = Object.keys(processes) as Host[];

export async function startProcess(host: Host, options: ProcessOptions): Promise<ProviderProcess> {
  const { emulator, killable } = options;
  const gateway = killable ? await Gateway.open(emulator.endpoint) : undefined;
  const endpoint = gateway?.endpoint ?? emulator.endpoint;
  const environment = { ...emulator.environment, PLIVO_ENDPOINT: endpoint, ...options.environment };
  const process = new processes[host]({ ...options, environment }, gateway);
  await process.configure();
  return process;
}
