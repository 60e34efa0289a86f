import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { setImmediate as turn } from "node:timers/promises";
import type { Emulator } from "plivo-masking-emulator";
import type { Clock } from "../../provider/common/clock";

interface Wait {
  readonly due: number;
  readonly end: () => void;
}

/** Turns of the event loop without a request under way, after which nothing but a wait can go on. */
const quietTurns = 5;

/**
 * The emulator's clock as that of a provider which does many things at once: it jumps to the end of the wait that is due first,
 * and only while no request of this process is under way, since in real time none takes as long as a wait.
 */
export class QuietClock implements Clock {
  readonly #emulator: Pick<Emulator, "clock">;
  readonly #waits: Wait[] = [];
  readonly #underWay = new Set<unknown>();
  #jumping = false;

  constructor(emulator: Pick<Emulator, "clock">) {
    this.#emulator = emulator;
    subscribe("undici:request:create", this.#began);
    for (const channel of ends) subscribe(channel, this.#ended);
  }

  now(): number {
    return this.#emulator.clock.now();
  }

  elapsed(): number {
    return performance.now() + this.#emulator.clock.offset;
  }

  wait(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      this.#waits.push({ due: this.elapsed() + milliseconds, end: resolve });
      if (!this.#jumping) void this.#jump();
    });
  }

  close(): void {
    unsubscribe("undici:request:create", this.#began);
    for (const channel of ends) unsubscribe(channel, this.#ended);
  }

  async #jump(): Promise<void> {
    this.#jumping = true;
    while (this.#waits.length > 0) {
      await this.#quiet();
      this.#waits.sort((one, other) => one.due - other.due);
      const next = this.#waits.shift();
      if (next === undefined) break;
      this.#emulator.clock.advance(Math.max(0, next.due - this.elapsed()) / 1000);
      next.end();
    }
    this.#jumping = false;
  }

  async #quiet(): Promise<void> {
    for (let turns = 0; turns < quietTurns; turns = this.#underWay.size === 0 ? turns + 1 : 0) await turn();
  }

  readonly #began = (message: unknown) => {
    this.#underWay.add((message as { readonly request: unknown }).request);
  };

  /** Of a request, several ends can be told. */
  readonly #ended = (message: unknown) => {
    this.#underWay.delete((message as { readonly request: unknown }).request);
  };
}

const ends = ["undici:request:trailers", "undici:request:error"];
