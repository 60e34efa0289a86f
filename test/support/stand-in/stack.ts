import type { Emulator, EmulatorOptions } from "plivo-masking-emulator";
import { takeRequests } from "../requests.ts";
import { openEmulator } from "../virtual-clock.ts";
import type { Host } from "./hosts.ts";
import type { Program, Properties } from "./resource.ts";
import type { Outcome } from "./run.ts";
import { EngineStandIn } from "./stand-in.ts";

type Sessions = Readonly<Record<string, object>>;

/** A program that declares these sessions, by name. */
export function programFor(sessions: Sessions): Program {
  return Object.entries(sessions).map(([name, args]) => ({ name, args: args as Properties }));
}

/** A stack on the engine's stand-in, with its own emulator. */
export class StandInStack {
  readonly host: Host;
  #engine: EngineStandIn | undefined;

  constructor(host: Host) {
    this.host = host;
  }

  async open(options: EmulatorOptions): Promise<void> {
    this.#engine = this.another(await openEmulator(options));
  }

  /** Another stack on the same host. */
  another(emulator = this.emulator): EngineStandIn {
    return new EngineStandIn(emulator, { host: this.host });
  }

  /** Empties the state and the emulator. */
  reset(): void {
    this.emulator.reset();
    this.#engine = this.another();
  }

  get engine(): EngineStandIn {
    if (this.#engine === undefined) throw new Error("The stack runs in tests only.");
    return this.#engine;
  }

  get emulator(): Emulator {
    return this.engine.emulator;
  }

  /** The ids in the state by the resource's name. */
  get ids(): Record<string, string> {
    return Object.fromEntries(this.engine.resources.map(({ name, id }) => [name, id]));
  }

  /** The ids of the live sessions, in alphabetical order. */
  get liveIds(): string[] {
    return this.emulator.sessions
      .live()
      .map(({ session_uuid }) => session_uuid)
      .sort();
  }

  /** The API requests since the last call, as "METHOD status", in order. */
  requests(): string[] {
    return takeRequests(this.emulator);
  }

  /** Asserts that the state has each live session, and no other, each once; returns their ids. */
  expectAllLiveKnown(): string[] {
    const ids = this.engine.resources.map(({ id }) => id).sort();
    expect(ids).toEqual(this.liveIds);
    return ids;
  }

  /** Asserts that an `up` has nothing to do and sends no request. */
  async expectNothingToDo(program: Program): Promise<void> {
    this.requests();
    const { steps } = expectSuccess(await this.engine.up(program));
    expect(steps.filter(({ op }) => op !== "same")).toEqual([]);
    expect(this.requests()).toEqual([]);
  }

  /** Asserts that a `destroy` succeeds and leaves no live session. */
  async expectDestroyed(): Promise<void> {
    expectSuccess(await this.engine.destroy());
    expect(this.engine.resources).toEqual([]);
    expect(this.liveIds).toEqual([]);
  }
}

export interface StackOptions extends EmulatorOptions {
  /** Default: dynamic. */
  readonly host?: Host;
  /** Whether the stack is empty before each test. Default true. */
  readonly reset?: boolean;
}

/** A stack that opens before the tests of the `describe`, or file, that calls it, and closes after them. */
export function standInStack({
  host = "dynamic",
  reset = true,
  ...options
}: StackOptions = {}): StandInStack {
  const stack = new StandInStack(host);
  beforeAll(() => stack.open(options));
  beforeEach(async () => {
    await stack.emulator.faults.clear();
    if (reset) stack.reset();
  });
  afterAll(() => stack.emulator.close());
  return stack;
}

export function expectSuccess(outcome: Outcome): Outcome {
  expect(outcome.errors).toEqual([]);
  expect(outcome.succeeded).toBe(true);
  return outcome;
}

/** Asserts that the operation failed with this text, without a stack trace, a number or the token. */
export function expectFailure(outcome: Outcome, words: RegExp | string): Outcome {
  const text = textOf(outcome);
  expect(outcome.succeeded).toBe(false);
  expect(text).toMatch(words);
  expect(text).not.toMatch(/\n\s+at .*:\d+:\d+/);
  expect(text).not.toMatch(/20255501\d\d|20255502\d\d|emulator-token/);
  return outcome;
}

/** The provider's lines and errors, with everything that an error shows. */
export function textOf({ lines, errors }: Outcome): string {
  const shown = errors.map((error) => {
    const { message, stack, reasons } = Object(error) as Record<string, unknown>;
    return [message, stack, ...((reasons as string[] | undefined) ?? [])].join("\n");
  });
  return [...lines, ...shown].join("\n");
}

/** What the operation did, or would do, to each session: `{ delivery: "replace" }`. */
export function effects({ steps }: Outcome): Record<string, string> {
  return Object.fromEntries(steps.map(({ name, op }) => [name, op]));
}
