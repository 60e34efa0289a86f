import { rmSync } from "node:fs";
import path from "node:path";
import type { Emulator, EmulatorOptions } from "plivo-masking-emulator";
import { CleanUp } from "../../../../provider/command/probe/clean-up.ts";
import { Ledger } from "../../../../provider/command/probe/ledger.ts";
import { Budget } from "../../../../provider/command/probe/limits.ts";
import { RawClient } from "../../../../provider/plivo/raw-client.ts";
import { clockOf, openEmulator, type VirtualClock } from "../../../support/virtual-clock.ts";

/** What a probe consists of, for tests of one part. */
export class ProbeParts {
  readonly clock: VirtualClock;
  readonly client: RawClient;
  readonly budget = new Budget(false);
  ledger!: Ledger;
  cleanUp!: CleanUp;

  private constructor(
    readonly emulator: Emulator,
    readonly file: string,
  ) {
    this.clock = clockOf(emulator);
    this.client = new RawClient({ ...emulator, clock: this.clock, environment: {} });
    this.restart();
  }

  /** @param file the ledger, in a folder of its own. */
  static async open(file: string, options: EmulatorOptions = {}): Promise<ProbeParts> {
    return new ProbeParts(await openEmulator(options), file);
  }

  /** Begins another run with the ledger's file. */
  restart(): void {
    this.ledger = new Ledger(this.file, () => this.clock.now());
    this.cleanUp = new CleanUp(this.client, this.budget, this.ledger, this.clock);
  }

  get liveSessions(): string[] {
    return this.emulator.sessions.live().map(({ session_uuid: uuid }) => uuid);
  }

  async close(): Promise<void> {
    await this.client.close();
    await this.emulator.close();
    rmSync(path.dirname(this.file), { recursive: true, force: true });
  }
}
