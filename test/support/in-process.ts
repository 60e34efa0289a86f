import type { Emulator, EmulatorOptions } from "plivo-masking-emulator";
import { maskingProvider, type MaskingProvider } from "../../provider/dynamic/provider.ts";
import type { SessionState } from "../../provider/session/state.ts";
import { parties } from "./field-changes.ts";
import { clockOf, openEmulator } from "./virtual-clock.ts";

export const both = parties(0);

/** The real provider in the tests' own process, with an emulator that is empty before each test. */
class InProcess {
  /** The provider's variables. A change applies from the next restart on. */
  environment: NodeJS.ProcessEnv = {};
  /** The provider's lines since its last start. */
  lines: string[] = [];
  #emulator: Emulator | undefined;
  #provider: MaskingProvider | undefined;

  get emulator(): Emulator {
    if (this.#emulator === undefined) throw new Error("The emulator runs in tests only.");
    return this.#emulator;
  }

  get provider(): MaskingProvider {
    if (this.#provider === undefined) throw new Error("The provider runs in tests only.");
    return this.#provider;
  }

  async open(options: EmulatorOptions): Promise<void> {
    this.#emulator = await openEmulator(options);
  }

  reset(): void {
    this.emulator.reset();
    this.environment = { ...this.emulator.environment };
    this.restart();
  }

  /** Starts the provider as a new process would. */
  restart(): void {
    this.lines = [];
    this.#provider = maskingProvider({
      environment: this.environment,
      log: (line) => this.lines.push(line),
      clock: clockOf(this.emulator),
    });
  }

  async create(inputs: object = both): Promise<{ id: string; outs: SessionState }> {
    const created = await this.provider.create({ ...inputs, __provider: "text" });
    return { id: created.id, outs: created.outs as SessionState };
  }
}

/** Opens it, and resets and closes it around the tests of the file that calls it. */
export function inProcess(options: EmulatorOptions = {}): InProcess {
  const stage = new InProcess();
  beforeAll(() => stage.open(options));
  beforeEach(() => stage.reset());
  afterAll(() => stage.emulator.close());
  return stage;
}
