import path from "node:path";
import type { Emulator, EmulatorOptions } from "plivo-masking-emulator";
import { errorEntryAddress } from "../../../provider/common/project-address.ts";
import {
  startCommand,
  type CommandOptions,
  type Ended,
  type Running,
} from "../../support/command-in-process.ts";
import { createElsewhere } from "../../support/elsewhere.ts";
import { parties } from "../../support/field-changes.ts";
import { takeRequests } from "../../support/requests.ts";
import { writeScript } from "../../support/temporary-folder.ts";
import { clockOf, openEmulator } from "../../support/virtual-clock.ts";

/** An emulator, and the command in this process with the emulator's clock. */
export interface CommandBench {
  readonly emulator: Emulator;
  /** Creates a session of `parties(index)`, like another client. */
  make(index: number, parameters?: Readonly<Record<string, string | number | boolean>>): Promise<string>;
  /** @param options Default: the emulator's environment. */
  start(parameters: readonly string[], options?: Partial<CommandOptions>): Running;
  run(parameters: readonly string[], options?: Partial<CommandOptions>): Promise<Ended>;
  /** The requests so far, as "METHOD status". */
  requests(): string[];
  close(): Promise<void>;
}

export async function openCommand(options: EmulatorOptions = {}): Promise<CommandBench> {
  const emulator = await openEmulator(options);
  const { environment } = emulator;
  const start = (parameters: readonly string[], given: Partial<CommandOptions> = {}) =>
    startCommand(parameters, { environment, clock: clockOf(emulator), ...given });
  return {
    emulator,
    make: (index, parameters = {}) => createElsewhere(emulator, { ...parties(index), ...parameters }),
    start,
    run: (parameters, given) => start(parameters, given).ended,
    requests: () => takeRequests(emulator),
    close: () => emulator.close(),
  };
}

/** A bench for the tests of a describe or a file. */
export function benchForAll(options: EmulatorOptions = {}): CommandBench {
  const bench = {} as CommandBench;
  beforeAll(async () => Object.assign(bench, await openCommand(options)));
  afterAll(() => bench.close());
  return bench;
}

/** A new bench for each test of a describe or a file. */
export function benchForEach(options: EmulatorOptions = {}): CommandBench {
  const bench = {} as CommandBench;
  beforeEach(async () => Object.assign(bench, await openCommand(options)));
  afterEach(() => bench.close());
  return bench;
}

/** The variables of the emulator's account if its name is `support`. */
export function supportEnvironment({ endpoint, authId, authToken }: Emulator): Record<string, string> {
  return {
    PLIVO_ENDPOINT: endpoint,
    PLIVO_SUPPORT_AUTH_ID: authId,
    PLIVO_SUPPORT_AUTH_TOKEN: authToken,
  };
}

/** The end of an error's text: its code and the address of its entry. */
export function addressSuffix(code: string): string {
  return ` [${code}: ${errorEntryAddress(code)}]`;
}

/** The command's output with --json. */
export function jsonOf({ stdout }: Ended): unknown {
  return JSON.parse(stdout);
}

/** What the doctor says with --json of a subject. */
export function findingOf(ended: Ended, subject: string): { verdict: string; text: string } | undefined {
  const { findings } = jsonOf(ended) as { findings: { subject: string; verdict: string; text: string }[] };
  return findings.find((finding) => finding.subject === subject);
}

/** A CLI that only prints its version, and its language host. */
export function putPulumi(folder: string, version = "v3.259.0"): void {
  for (const name of ["pulumi", "pulumi-language-nodejs"]) {
    writeScript(path.join(folder, name), `echo ${version}`);
  }
}
