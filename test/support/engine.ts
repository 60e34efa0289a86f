import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { startEmulator, type Emulator, type EmulatorOptions } from "plivo-masking-emulator";
import { MaskingSession, type MaskingSessionArgs } from "pulumi-plivo-masking";
import { MaskingSession as NativeSession } from "../../provider/sdk/native.ts";
import { nodeOptions } from "../../tools/engine/environment.ts";
import { noteValuesOf } from "./leaks/values.ts";
import {
  openStack,
  type ConfigEntry,
  type EngineStack,
  type Operation,
  type Program,
} from "../../tools/engine/index.ts";
import { takeRequests } from "./requests.ts";
import { createExisting } from "./existing-sessions.ts";
import { servePlugin } from "./native.ts";
import type { Host } from "./stand-in/hosts.ts";

/** The class of the resource on each host. */
export const sessionClasses = { dynamic: MaskingSession, native: NativeSession } as const;

/** A program that declares these sessions, by name. */
export function programFor(
  sessions: Readonly<Record<string, MaskingSessionArgs>>,
  host: Host = "dynamic",
): Program {
  const Session = sessionClasses[host];
  return () => {
    const outputs: Record<string, unknown> = {};
    noteValuesOf(sessions);
    for (const [name, args] of Object.entries(sessions)) {
      outputs[name] = new Session(name, args).virtualNumber;
    }
    return Promise.resolve(outputs);
  };
}

/** A stack of the real engine against an emulator of its own. */
export interface Bench {
  readonly host: Host;
  readonly emulator: Emulator;
  readonly stack: EngineStack;
  /** Lets time pass for the API and for the provider alike. */
  readonly advance: (seconds: number) => void;
  /** The API requests since the last call, as "METHOD status", in order. */
  readonly requests: () => string[];
  /** The recorded calls of the provider's methods since the last call, in order, each with the session's first party. */
  readonly calls: () => string[];
  readonly close: () => Promise<void>;
}

export interface BenchOptions extends EmulatorOptions {
  /** The native one is the plugin in this process. Default: dynamic. */
  host?: Host;
  /** Let the provider's waits pass at once, for the emulator's clock too. Default false. */
  skipWaits?: boolean;
  /**
   * Whether the sessions are there before the first operation, at the API and in the state, as after an `up`. It takes a second
   * of CPU time less than that. Default false.
   */
  existing?: boolean;
  /** The stack's config by full key, such as "plivo:authId". */
  config?: Record<string, ConfigEntry>;
  /** Record the calls of the provider's methods. Default false. */
  recordCalls?: boolean;
  /** The project's name. Default: the engine's own, "masking". */
  project?: string;
  /** URL of the state backend. Default: files. */
  backend?: string;
}

export async function openBench(
  sessions: Readonly<Record<string, MaskingSessionArgs>> = {},
  { host = "dynamic", ...options }: BenchOptions = {},
): Promise<Bench> {
  return host === "native" ? openNative(sessions, options) : openDynamic(sessions, options);
}

type HostBenchOptions = Omit<BenchOptions, "host">;

async function openNative(
  sessions: Readonly<Record<string, MaskingSessionArgs>>,
  {
    existing = false,
    skipWaits = false,
    recordCalls: _,
    project,
    backend,
    config,
    ...rest
  }: HostBenchOptions,
): Promise<Bench> {
  const emulator = await startEmulator(rest);
  // The plugin reads it in each operation.
  const environment: NodeJS.ProcessEnv = { ...emulator.environment };
  const recorded: string[] = [];
  const plugin = await servePlugin(emulator, environment, { calls: recorded, skipWaits });
  const placed = { ...(project && { project }), ...(backend && { backend }), ...(config && { config }) };
  const stack = await openStack({
    program: programFor(sessions, "native"),
    environment: { ...emulator.environment, ...plugin.variables },
    ...placed,
  });
  const { setEnvironment } = stack;
  stack.setEnvironment = (changes) => {
    setEnvironment.call(stack, changes);
    Object.assign(environment, changes);
  };
  if (existing) expectSuccess(await stack.up());
  emulator.requests.clear();
  return {
    host: "native",
    emulator,
    stack,
    advance: (seconds) => {
      emulator.clock.advance(seconds);
    },
    requests: () => takeRequests(emulator),
    calls: () => recorded.splice(0),
    close: async () => {
      await stack.remove();
      plugin.close();
      await emulator.close();
    },
  };
}

async function openDynamic(
  sessions: Readonly<Record<string, MaskingSessionArgs>>,
  options: HostBenchOptions,
): Promise<Bench> {
  const {
    skipWaits = false,
    existing = false,
    recordCalls = false,
    project,
    backend,
    config,
    ...rest
  } = options;
  const emulator = await startEmulator(rest);
  const preloads = [...(skipWaits ? ["skip-waits.cjs"] : []), ...(recordCalls ? ["record-calls.cjs"] : [])];
  const environment = {
    ...emulator.environment,
    NODE_OPTIONS: nodeOptions(preloads.map((file) => path.join(__dirname, file))),
    ...(skipWaits ? { MASKING_SKIP_WAITS: emulator.endpoint } : {}),
  };
  const named = project === undefined ? {} : { project };
  const placed = backend === undefined ? {} : { backend };
  const configured = config === undefined ? {} : { config };
  const there = existing ? { resources: await createExisting(emulator, sessions, project) } : {};
  emulator.requests.clear();
  const settings = { ...named, ...placed, ...configured, ...there };
  const stack = await openStack({ program: programFor(sessions), environment, ...settings });
  const calls = path.join(stack.folder, "calls.txt");
  if (recordCalls) stack.setEnvironment({ MASKING_CALLS: calls });
  return {
    host: "dynamic",
    emulator,
    stack,
    advance: (seconds) => {
      emulator.clock.advance(seconds);
      stack.setEnvironment({ PLIVO_CLOCK_OFFSET: String(emulator.clock.offset / 1000) });
    },
    requests: () => takeRequests(emulator),
    calls: () => {
      const recorded = existsSync(calls) ? readFileSync(calls, "utf8").split("\n").filter(Boolean) : [];
      rmSync(calls, { force: true });
      return recorded;
    },
    close: async () => {
      await stack.remove();
      await emulator.close();
    },
  };
}

/** What the operation did, or would do, to each session: `{ delivery: "replace" }`. */
export function effects(operation: Operation): Record<string, string> {
  return Object.fromEntries(operation.steps.map(({ name, op }) => [name, op]));
}

/** Asserts that the engine was content, showing its text where it was not. */
export function expectSuccess(operation: Operation): Operation {
  if (!operation.succeeded) throw new Error(`The engine failed:\n${operation.text}`);
  return operation;
}

/** Everything that a user or CI sees of an operation. */
export function everythingShown(operation: Operation): string {
  return `${operation.text}\n${JSON.stringify(operation.events)}\n${JSON.stringify(operation.json)}`;
}
