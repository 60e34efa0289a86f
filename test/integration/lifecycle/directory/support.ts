import type { Emulator, EmulatorOptions } from "plivo-masking-emulator";
import { maskingProvider, type MaskingProvider } from "../../../../provider/dynamic/provider.ts";
import type { Clock } from "../../../../provider/common/clock.ts";
import type { SessionInputs } from "../../../../provider/session/fields.ts";
import type { SessionState } from "../../../../provider/session/state.ts";
import { clockOf, openEmulator, VirtualClock } from "../../../support/virtual-clock.ts";

export interface Stored {
  readonly id: string;
  readonly outs: SessionState;
}

/** An emulator for each test, and providers that use it. */
export class BulkStage {
  #emulator: Emulator | undefined;
  /** The log lines of the last provider. */
  lines: string[] = [];

  get emulator(): Emulator {
    if (this.#emulator === undefined) throw new Error("The emulator is not started.");
    return this.#emulator;
  }

  async start(options: EmulatorOptions = {}): Promise<void> {
    this.#emulator = await openEmulator(options);
  }

  close(): Promise<void> {
    return this.emulator.close();
  }

  /** @param bulkThreshold Default: the provider's. */
  provider(
    bulkThreshold?: number,
    more: NodeJS.ProcessEnv = {},
    clock: Clock = clockOf(this.emulator),
  ): MaskingProvider {
    const lines: string[] = [];
    this.lines = lines;
    const environment: NodeJS.ProcessEnv = { ...this.emulator.environment, ...more };
    const log = (line: string) => lines.push(line);
    return maskingProvider({ environment, log, clock, bulkThreshold });
  }

  /** A machine that can sleep, with a clock that can be set. */
  sleepingMachine() {
    const clock = VirtualClock.passing(this.emulator);
    return {
      clock,
      sleep: (seconds: number) => {
        clock.skip(seconds * 1_000);
        clock.asleepMs += seconds * 1_000;
      },
      setAhead: (seconds: number) => {
        clock.aheadMs += seconds * 1_000;
      },
    };
  }

  /** Creates sessions one after another, and forgets the requests. */
  async create(all: readonly SessionInputs[], intervalMs = 0): Promise<Stored[]> {
    const creator = this.provider();
    const stored: Stored[] = [];
    for (const inputs of all) {
      const { id, outs } = (await creator.create(inputs)) as Stored;
      stored.push({ id, outs });
      this.emulator.clock.advance(intervalMs / 1000);
    }
    this.emulator.requests.clear();
    return stored;
  }

  /** As `create` with the sessions of `many`, but adds all except the first one to the emulator directly. */
  async put(count: number, intervalMs: number): Promise<Stored[]> {
    const { clock, sessions } = this.emulator;
    const begin = clock.now();
    const stored = await this.create(many(1), intervalMs);
    const { id, outs } = at(stored, 0);
    const pattern = sessions.get(id);
    const created = Date.parse(outs.createdTime ?? "");
    const lifeMs = Date.parse(outs.expiryTime ?? "") - created;
    for (const [index, { firstParty = "", secondParty = "" }] of many(count).entries()) {
      if (index === 0) continue;
      const sessionUuid = id.replace(/.{12}$/, String(index).padStart(12, "0"));
      const created_time = created + clock.now() - begin;
      const expiry_time = created_time + lifeMs;
      const [first_party, second_party] = [firstParty.slice(1), secondParty.slice(1)];
      sessions.add({
        ...pattern,
        session_uuid: sessionUuid,
        first_party,
        second_party,
        created_time,
        expiry_time,
      });
      const [createdTime, expiryTime] = [wholeSeconds(created_time), wholeSeconds(expiry_time)];
      stored.push({
        id: sessionUuid,
        outs: { ...outs, firstParty, secondParty, sessionUuid, createdTime, expiryTime },
      });
      clock.advance(intervalMs / 1000);
    }
    return stored;
  }

  /** The number of requests of each kind. */
  requests() {
    const requests = { lists: 0, gets: 0, creates: 0, others: 0 };
    for (const { method, path } of this.emulator.requests.all()) {
      const ofAll = path.endsWith("/Session");
      if (method === "GET") requests[ofAll ? "lists" : "gets"] += 1;
      else requests[ofAll ? "creates" : "others"] += 1;
    }
    return requests;
  }
}

function wholeSeconds(date: number): string {
  return new Date(date).toISOString().replace(/\.\d+Z$/, "Z");
}

export function parties(index: number) {
  const digits = String(index).padStart(4, "0");
  return { firstParty: `+1202555${digits}`, secondParty: `+1202556${digits}` };
}

export function many(count: number): SessionInputs[] {
  return Array.from({ length: count }, (_, index) => ({ ...parties(index), ringTimeout: 30 }));
}

export function at<T>(list: readonly T[], index: number): T {
  const item = list[index];
  if (item === undefined) throw new Error(`There is no item ${String(index)}.`);
  return item;
}

/** Runs tasks in order, eight at once as the engine does. An error is a result. */
export async function runEightAtOnce<T>(
  list: readonly T[],
  work: (item: T) => Promise<unknown>,
): Promise<unknown[]> {
  const results: unknown[] = [];
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < list.length; index = next++) {
      results[index] = await work(at(list, index)).catch((error: unknown) => error);
    }
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  return results;
}
