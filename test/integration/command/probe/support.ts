import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { EmulatorOptions } from "plivo-masking-emulator";
import { ledgerFile } from "../../../../provider/command/probe/ledger.ts";
import type { CommandOptions, Ended, Running } from "../../../support/command-in-process.ts";
import { parties } from "../../../support/field-changes.ts";
import { jsonOf, openCommand, type CommandBench } from "../support.ts";

export const numbers = Object.values(parties(80));
export const subaccount = "SAEMULATORSUBACCOUNT";

/** One row of the report with --json. */
export interface ReportedRow {
  readonly name: string;
  readonly verdict: string;
  readonly cameBack: string;
  readonly position?: string;
  readonly means?: string;
  readonly breaks?: string;
}

export interface Reported {
  readonly sessions: number;
  readonly requests: number;
  readonly left: number;
  readonly rows: readonly ReportedRow[];
  readonly profile: Readonly<Record<string, string>>;
}

/** An emulator instead of the account, and a folder instead of the user's. */
export class ProbeBench {
  readonly home = mkdtempSync(path.join(tmpdir(), "masking-probe-"));

  private constructor(readonly command: CommandBench) {}

  static async open(options: EmulatorOptions = {}): Promise<ProbeBench> {
    return new ProbeBench(await openCommand(options));
  }

  get emulator() {
    return this.command.emulator;
  }

  get environment(): Readonly<Record<string, string>> {
    return { ...this.emulator.environment, XDG_STATE_HOME: this.home };
  }

  get ledger(): string {
    const { authId, endpoint } = this.emulator;
    return ledgerFile({ XDG_STATE_HOME: this.home }, { authId, endpoint });
  }

  /** The folder's files. */
  get files(): string[] {
    const all = readdirSync(this.home, { recursive: true, withFileTypes: true });
    return all.filter((one) => one.isFile()).map(({ name }) => name);
  }

  get ledgerText(): string {
    return readFileSync(this.ledger, "utf8");
  }

  start(more: readonly string[] = ["--yes", "--json"], options: Partial<CommandOptions> = {}): Running {
    return this.command.start(["probe", ...numbers, ...more], { environment: this.environment, ...options });
  }

  run(more?: readonly string[], options?: Partial<CommandOptions>): Promise<Ended> {
    return this.start(more, options).ended;
  }

  /** Probes without confirmation, and returns the report. */
  async report(...more: readonly string[]): Promise<Reported> {
    return jsonOf(await this.run(["--yes", "--json", ...more])) as Reported;
  }

  async close(): Promise<void> {
    await this.command.close();
    rmSync(this.home, { recursive: true });
  }
}
