import type { Emulator, EmulatorOptions } from "plivo-masking-emulator";
import { MaskingClient } from "../../../provider/client/index.ts";
import { createElsewhere } from "../../support/elsewhere.ts";
import { clockOf, openEmulator } from "../../support/virtual-clock.ts";

/** An emulator, a client on its clock, and what the client logs. */
export interface ReadingBench {
  readonly emulator: Emulator;
  readonly client: MaskingClient;
  readonly lines: string[];
  /** Creates a session as someone else does. Its first party ends in these two digits. */
  create(ending: string, parameters?: Readonly<Record<string, string | number>>): Promise<string>;
  /** The queries of all list requests. */
  queries(): Readonly<Record<string, string>>[];
  close(): Promise<void>;
}

export async function openBench(options: EmulatorOptions = {}): Promise<ReadingBench> {
  const emulator = await openEmulator(options);
  const lines: string[] = [];
  const client = MaskingClient.fromEnvironment({
    environment: { ...emulator.environment },
    clock: clockOf(emulator),
    log: (line) => lines.push(line),
  });
  return {
    emulator,
    client,
    lines,
    create: (ending, parameters = {}) =>
      createElsewhere(emulator, {
        firstParty: `+120255501${ending}`,
        secondParty: "+12025550211",
        ...parameters,
      }),
    queries: () => emulator.requests.all().map(({ query }) => query),
    close: async () => {
      await client.close();
      await emulator.close();
    },
  };
}

/** A bench for the tests of a describe or a file. */
export function benchForAll(options: EmulatorOptions = {}): ReadingBench {
  const bench = {} as ReadingBench;
  beforeAll(async () => Object.assign(bench, await openBench(options)));
  afterAll(() => bench.close());
  return bench;
}

/** The last two digits of the sessions' first parties. */
export function endings(sessions: readonly { readonly firstParty: string | null }[]): string[] {
  return sessions.map(({ firstParty }) => firstParty?.slice(-2) ?? "none");
}
