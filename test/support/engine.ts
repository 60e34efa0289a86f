import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { startEmulator, type Emulator, type EmulatorOptions } from "plivo-masking-emulator";
import { MaskingSession, type MaskingSessionArgs } from "pulumi-plivo-masking";
import { MaskingSession as NativeSession } from "../../provider/sdk/native.ts";
import type { NativeSessionArgs } from "../../provider/sdk/native-args.ts";
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
import { servePlugin } from "./serve-plugin.ts";
import type { Host } from "./stand-in/hosts.ts";

/** The class of the resource on each host. */
export const sessionClasses = { dynamic: MaskingSession, native: NativeSession } as const;

type Sessions = Readonly<Record<string, MaskingSessionArgs & Pick<NativeSessionArgs, "refresh">>>;

/** A program that declares these sessions, by name. */
export function programFor(sessions: Sessions, host: Host = "dynamic"): Program {
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
  /** Moves the clock of the API and of the provider. */
  readonly advance: (seconds: number) => void;
  /** The API requests since the last call, as "METHOD status", in order. */
  readonly requests: () => string[];
  /** The recorded calls of the provider since the last call, in order, each with the first party. */
  readonly calls: () => string[];
  readonly close: () => Promise<void>;
}

export interface BenchOptions extends EmulatorOptions {
  /** The native host is the plugin in this process. Default: dynamic. */
  readonly host?: Host;
  /** Skip the provider's waits, on the emulator's clock too. Default false. */
  readonly skipWaits?: boolean;
  /** Start with the sessions at the API and in the state, as after an `up`. Default false. */
  readonly existing?: boolean;
  /** The stack's config by full key, such as "plivo:authId". */
  readonly config?: Record<string, ConfigEntry>;
  /** Variables besides the emulator's, for the engine and the provider. */
  readonly variables?: Record<string, string>;
  /** Record the calls of the provider's methods. Default false. */
  readonly recordCalls?: boolean;
  /** The project's name. Default: the engine's own, "masking". */
  readonly project?: string;
  /** URL of the state backend. Default: files. */
  readonly backend?: string;
}

/** A bench that opens before the tests of the `describe`, or file, that calls it, and closes after them. */
export function useBench(...parameters: Parameters<typeof openBench>): Bench {
  let bench: Bench | undefined;
  const current = (): Bench => {
    if (bench === undefined) throw new Error("The bench is open in tests only.");
    return bench;
  };
  beforeAll(async () => {
    bench = await openBench(...parameters);
  });
  afterAll(() => bench?.close());
  return {
    host: parameters[1]?.host ?? "dynamic",
    get emulator() {
      return current().emulator;
    },
    get stack() {
      return current().stack;
    },
    advance: (seconds) => {
      current().advance(seconds);
    },
    requests: () => current().requests(),
    calls: () => current().calls(),
    close: () => current().close(),
  };
}

export async function openBench(
  sessions: Sessions = {},
  {
    host = "dynamic",
    skipWaits = false,
    existing = false,
    recordCalls = false,
    variables,
    project,
    backend,
    config,
    ...options
  }: BenchOptions = {},
): Promise<Bench> {
  const emulator = await startEmulator(options);
  const environment = { ...emulator.environment, ...variables };
  const provider = await providers[host](emulator, environment, { skipWaits, recordCalls });
  const isInState = existing && host === "dynamic";
  const resources = isInState ? await createExisting(emulator, sessions, project) : undefined;
  const stack = await openStack({
    program: programFor(sessions, host),
    environment: { ...environment, ...provider.variables },
    project,
    backend,
    config,
    resources,
  });
  provider.attach(stack);
  if (existing && !isInState) expectSuccess(await stack.up());
  emulator.requests.clear();
  return {
    host,
    emulator,
    stack,
    advance: (seconds) => {
      emulator.clock.advance(seconds);
      // The plugin reads the emulator's clock.
      if (host === "dynamic")
        stack.setEnvironment({ PLIVO_CLOCK_OFFSET: String(emulator.clock.offset / 1000) });
    },
    requests: () => takeRequests(emulator),
    calls: () => provider.takeCalls(),
    close: async () => {
      await stack.remove();
      provider.close();
      await emulator.close();
    },
  };
}

/** What runs the provider of a bench. */
interface BenchProvider {
  readonly variables: Record<string, string>;
  readonly attach: (stack: EngineStack) => void;
  readonly takeCalls: () => string[];
  readonly close: () => void;
}

type StartProvider = (
  emulator: Emulator,
  environment: Record<string, string>,
  options: Required<Pick<BenchOptions, "skipWaits" | "recordCalls">>,
) => BenchProvider | Promise<BenchProvider>;

const startDynamic: StartProvider = (emulator, _, { skipWaits, recordCalls }) => {
  const preloads = [...(skipWaits ? ["skip-waits.cjs"] : []), ...(recordCalls ? ["record-calls.cjs"] : [])];
  let calls = "";
  return {
    variables: {
      NODE_OPTIONS: nodeOptions(preloads.map((file) => path.join(__dirname, file))),
      ...(skipWaits ? { MASKING_SKIP_WAITS: emulator.endpoint } : {}),
    },
    attach: (stack) => {
      calls = path.join(stack.folder, "calls.txt");
      if (recordCalls) stack.setEnvironment({ MASKING_CALLS: calls });
    },
    takeCalls: () => {
      const recorded = existsSync(calls) ? readFileSync(calls, "utf8").split("\n").filter(Boolean) : [];
      rmSync(calls, { force: true });
      return recorded;
    },
    close: () => undefined,
  };
};

const startNative: StartProvider = async (emulator, environment, { skipWaits }) => {
  const calls: string[] = [];
  // The plugin reads them in each operation.
  const variables: NodeJS.ProcessEnv = { ...environment };
  const plugin = await servePlugin(emulator, variables, { calls, skipWaits });
  return {
    variables: plugin.variables,
    attach: (stack) => {
      const setEnvironment = stack.setEnvironment.bind(stack);
      stack.setEnvironment = (changes) => {
        setEnvironment(changes);
        Object.assign(variables, changes);
      };
    },
    takeCalls: () => calls.splice(0),
    close: plugin.close,
  };
};

const providers: Readonly<Record<Host, StartProvider>> = { dynamic: startDynamic, native: startNative };

/** The ids of the live sessions at the API. */
export function liveIds({ emulator }: Pick<Bench, "emulator">): string[] {
  return emulator.sessions.live().map(({ session_uuid: id }) => id);
}

/** Secret stack config of a project, by name without the project's. */
export function secretConfig(
  project: string,
  values: Readonly<Record<string, string>>,
): Record<string, ConfigEntry> {
  const entries = Object.entries(values);
  return Object.fromEntries(entries.map(([name, value]) => [`${project}:${name}`, { value, secret: true }]));
}

/** What the operation did, or would do, to each session: `{ delivery: "replace" }`. */
export function effects(operation: Operation): Record<string, string> {
  return Object.fromEntries(operation.steps.map(({ name, op }) => [name, op]));
}

/** Asserts that the operation succeeded, and shows its text if not. */
export function expectSuccess(operation: Operation): Operation {
  if (!operation.succeeded) throw new Error(`The engine failed:\n${operation.text}`);
  return operation;
}

/** Everything that a user or CI sees of an operation. */
export function everythingShown(operation: Operation): string {
  return `${operation.text}\n${JSON.stringify(operation.events)}\n${JSON.stringify(operation.json)}`;
}
